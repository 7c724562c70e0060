import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CREDENTIALS, REGION } from './moto.ts';

export type Clients = ReturnType<typeof clientsAt>;

/** AWS's own, pointed at an emulator of it. */
export function clientsAt(endpoint: string) {
  const to = { endpoint, region: REGION, credentials: CREDENTIALS };
  return {
    stacks: new CloudFormationClient(to),
    dynamodb: new DynamoDBClient(to),
    http: new ApiGatewayV2Client(to),
    iam: new IAMClient(to),
    lambda: new LambdaClient(to),
    logs: new CloudWatchLogsClient(to),
    scheduler: new SchedulerClient(to),
    sns: new SNSClient(to),
    sqs: new SQSClient({ ...to, useQueueUrlAsEndpoint: false }),
    ssm: new SSMClient(to),
    watch: new CloudWatchClient(to),
  };
}
