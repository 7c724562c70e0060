import { CfnOutput, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnRoute,
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct, IDependable } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { constructId } from '../construct-id.ts';

/** More than any crowd in a chat makes, and too little to run up a bill: whoever floods us gets 429 before Lambda is asked. */
const THROTTLE = { rateLimit: 50, burstLimit: 100 };
/** Readers have a budget of their own: a crowd at the page meets 429 there, and never stands in the way of a webhook. */
const READERS = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 };
/** Everything that is read is one function's. */
const READ = ['/', '/{proxy+}'] as const;

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

/**
 * One HTTP API with a route for each platform, and all others for readers; the twin of infra/local/hosts/http.ts.
 *
 * A Function URL would cost nothing and this a dollar for a million requests, ten cents for a busy bot's month. For it
 * whoever floods us is turned away before a function runs (a Function URL is throttled only by reserved concurrency,
 * which a new account has none of to give), and each refusal is in a log.
 */
export class Webhooks {
  readonly api: HttpApi;
  readonly #stage: HttpStage;
  readonly #opened = new Map<string, IDependable[]>();
  readonly #scope: Construct;

  constructor(scope: Construct, keepLogsDays: number) {
    this.#scope = scope;
    this.api = new HttpApi(scope, 'Webhooks', { createDefaultStage: false });
    const log = new LogGroup(scope, 'WebhooksLog', {
      retention: keepLogsDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#stage = new HttpStage(scope, 'WebhooksStage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }

  /** Where a route is found from outside. */
  urlOf(path: `/${string}`): string {
    return `${this.api.apiEndpoint}${path}`;
  }

  /** What must be there before a request to a route is answered; its permission to start the function is part of it. */
  opened(path: `/${string}`): IDependable[] {
    return [this.#stage, ...(this.#opened.get(path) ?? [])];
  }

  post(fn: Lambda, name: FunctionName, path: `/${string}`): void {
    const integration = new HttpLambdaIntegration(`${constructId(name)}Integration`, fn);
    const routes = this.api.addRoutes({ path, methods: [HttpMethod.POST], integration });
    this.#opened.set(path, routes);
    new CfnOutput(this.#scope, `${constructId(name)}Url`, { value: this.urlOf(path) });
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'The platform signs its requests; the function checks the signature over the raw body and fails closed.',
      });
    }
  }

  /** Open to everybody, for reading only, within a budget of its own. */
  read(fn: Lambda, name: FunctionName): void {
    const integration = new HttpLambdaIntegration(`${constructId(name)}Integration`, fn);
    const stage = this.#stage.node.defaultChild as CfnStage;
    const settings: Record<string, typeof READERS> = {};
    for (const path of READ) {
      const methods = [HttpMethod.GET, HttpMethod.HEAD];
      for (const route of this.api.addRoutes({ path, methods, integration })) {
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason: 'What it shows is for everybody; it takes nothing in, and its function may only read the table.',
        });
        // A stage refuses settings of a route that is not there yet.
        stage.addResourceDependency(route.node.defaultChild as CfnRoute);
      }
      for (const method of methods) settings[`${method} ${path}`] = READERS;
    }
    stage.routeSettings = settings;
    new CfnOutput(this.#scope, `${constructId(name)}Url`, { value: this.urlOf('/') });
  }
}
