import { CfnOutput, CustomResource, Duration } from 'aws-cdk-lib';
import type { CfnFunction, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { constructId } from '../construct-id.ts';
import type { Webhooks } from './http.ts';

type Props = { fn: Lambda; webhooks: Webhooks; path: `/${string}`; seconds: number };

/** The function answers before its own end; a minute more is for CloudFormation to start it. */
const TO_START_SECONDS = 60;

/**
 * Has a function tell its platform of us as the last step of a deployment: a route must be open before its platform is
 * told of it, since Discord asks it at once.
 *
 * CloudFormation starts the function and the function answers CloudFormation (functions/entry/deployment.ts). The CDK's
 * `Provider` would put a second function with a grant of its own between the two, for waits that nothing here needs.
 *
 * It is run when the address or the function's code has changed, and to take the address back when the stack goes. A
 * deployment that changes neither runs nothing.
 */
export function registerOnDeployment(scope: Construct, name: FunctionName, props: Props): void {
  const id = constructId(name);
  const resource = new CustomResource(scope, `${id}OnDeployment`, {
    serviceToken: props.fn.functionArn,
    serviceTimeout: Duration.seconds(props.seconds + TO_START_SECONDS),
    resourceType: 'Custom::Registration',
    properties: { Url: props.webhooks.urlOf(props.path), Code: codeOf(props.fn) },
  });
  resource.node.addDependency(props.fn, ...props.webhooks.opened(props.path));
  new CfnOutput(scope, `${id}Said`, {
    value: resource.getAttString('Said'),
    description: 'What came of it; a registration that fails does not fail the deployment',
  });
}

/** Named after what is in it. */
const codeOf = (fn: Lambda) => (fn.node.defaultChild as CfnFunction).code;
