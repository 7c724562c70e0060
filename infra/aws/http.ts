import { CfnOutput, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { constructId } from './construct-id.ts';

/** More than any crowd in a chat makes, and too little to run up a bill: whoever floods us gets 429 before Lambda is asked. */
const THROTTLE = { rateLimit: 50, burstLimit: 100 };

/** No header and no body: the secret header is a credential, the body is what somebody wrote. */
const ACCESS_LOG = {
  at: '$context.requestTime',
  request: '$context.requestId',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

/** One HTTP API with a route for each platform; the twin of infra/local/hosts/http.ts. */
export class Webhooks {
  readonly #api: HttpApi;

  constructor(scope: Construct) {
    this.#api = new HttpApi(scope, 'Webhooks', { createDefaultStage: false });
    const log = new LogGroup(scope, 'WebhooksLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(scope, 'WebhooksStage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    new CfnOutput(scope, 'WebhooksUrl', { value: this.#api.apiEndpoint });
  }

  /** Where a route is found from outside. */
  urlOf(path: `/${string}`): string {
    return `${this.#api.apiEndpoint}${path}`;
  }

  post(fn: Lambda, name: FunctionName, path: `/${string}`): void {
    const integration = new HttpLambdaIntegration(`${constructId(name)}Integration`, fn);
    for (const route of this.#api.addRoutes({ path, methods: [HttpMethod.POST], integration })) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'The platform signs its requests; the function checks the signature over the raw body and fails closed.',
      });
    }
  }
}
