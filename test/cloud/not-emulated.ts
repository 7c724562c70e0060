import {
  CreateIntegrationCommand,
  type CreateIntegrationCommandInput,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateStageCommand,
  type CreateStageCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { PutMetricAlarmCommand, type PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import {
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
} from '@aws-sdk/client-lambda';
import { CreateScheduleCommand, type CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import { SetTopicAttributesCommand, SubscribeCommand, type SubscribeCommandInput } from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Clients } from './clients.ts';

/*
 * What moto 5.2 cannot deploy, and what is done about it; nothing else of a template is touched. CloudFormation's
 * properties are those of the service's own requests, so a resource whose *service* moto has is made by one request, with
 * the values that moto's CloudFormation has resolved. A type that no longer belongs here, or is missing here, is a failure.
 */

// CloudFormation has a shape for each of its types.
type Properties = Record<string, unknown>;
type Resource = { Type: string; Properties?: Properties; DependsOn?: string | string[]; [more: string]: unknown };
export type Template = { Resources: Record<string, Resource>; Outputs?: Record<string, unknown> };

/** Which stack, and the HTTP API that was made for it beforehand, since variables of functions hold its address. */
export type Place = { stack: string; account: string; region: string; api: { id: string; endpoint: string } };

type Instead =
  /** Moto's CloudFormation knows a sister of it. */
  | { as: string; properties(of: Properties): Properties }
  /** Its service is asked. @returns what a `Ref` to it is. */
  | { ask(clients: Clients, properties: never, name: string): Promise<string | undefined> }
  /** Made beforehand, as others hold its address. */
  | { before: true }
  | { nothing: true };
type Entry = Instead & {
  why: string;
  /** What others see of it, if any may: known before it is made. */
  seen?(place: Place, id: string): Readonly<Record<string, string>>;
};

const nameOf = ({ stack }: Place, id: string): string => `${stack}-${id}`;
const NO_TYPE = 'moto has the service, but not the type in its CloudFormation';

/** Filled in when the resource has been made. */
const later = (id: string): string => `{{${id}}}`;

export const NOT_EMULATED: Readonly<Record<string, Entry>> = {
  'AWS::DynamoDB::GlobalTable': {
    why: 'moto knows only tables without replicas; ours has one replica, in the region of its stack',
    as: 'AWS::DynamoDB::Table',
    properties: ({ Replicas, ...same }) => {
      const [{ Region: _, GlobalSecondaryIndexes: __, ...own }] = Replicas as [Properties];
      return { ...same, ...own };
    },
  },
  'AWS::ApiGatewayV2::Api': {
    why: `${NO_TYPE}; variables of functions hold its address, so it is made first`,
    before: true,
    seen: ({ api }) => ({ Ref: api.id, ApiEndpoint: api.endpoint }),
  },
  'AWS::ApiGatewayV2::Integration': {
    why: NO_TYPE,
    ask: async ({ http }, properties: CreateIntegrationCommandInput) =>
      (await http.send(new CreateIntegrationCommand(properties))).IntegrationId,
    seen: (_, id) => ({ Ref: later(id) }),
  },
  'AWS::ApiGatewayV2::Route': {
    why: NO_TYPE,
    ask: async ({ http }, properties: CreateRouteCommandInput) =>
      (await http.send(new CreateRouteCommand(properties))).RouteId,
  },
  'AWS::ApiGatewayV2::Stage': {
    why: NO_TYPE,
    ask: async ({ http }, properties: CreateStageCommandInput) =>
      (await http.send(new CreateStageCommand(properties))).StageName,
  },
  'AWS::CloudWatch::Alarm': {
    why: NO_TYPE,
    ask: async ({ watch }, { Tags: _, ...properties }: PutMetricAlarmCommandInput, name) => {
      await watch.send(new PutMetricAlarmCommand({ ...properties, AlarmName: name }));
      return name;
    },
    seen: (place, id) => ({
      Ref: nameOf(place, id),
      Arn: `arn:aws:cloudwatch:${place.region}:${place.account}:alarm:${nameOf(place, id)}`,
    }),
  },
  'AWS::Lambda::EventInvokeConfig': {
    why: NO_TYPE,
    ask: async ({ lambda }, properties: PutFunctionEventInvokeConfigCommandInput) => {
      await lambda.send(new PutFunctionEventInvokeConfigCommand(properties));
      return undefined;
    },
  },
  'AWS::SQS::QueuePolicy': {
    why: NO_TYPE,
    ask: async ({ sqs }, { Queues, PolicyDocument }: { Queues: string[]; PolicyDocument: unknown }) => {
      const Attributes = { Policy: JSON.stringify(PolicyDocument) };
      for (const QueueUrl of Queues) await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
      return undefined;
    },
  },
  'AWS::SNS::TopicPolicy': {
    why: NO_TYPE,
    ask: async ({ sns }, { Topics, PolicyDocument }: { Topics: string[]; PolicyDocument: unknown }) => {
      const policy = { AttributeName: 'Policy', AttributeValue: JSON.stringify(PolicyDocument) };
      for (const TopicArn of Topics) await sns.send(new SetTopicAttributesCommand({ TopicArn, ...policy }));
      return undefined;
    },
  },
  'AWS::SNS::Subscription': {
    why: NO_TYPE,
    ask: async ({ sns }, properties: SubscribeCommandInput) =>
      (await sns.send(new SubscribeCommand(properties))).SubscriptionArn,
  },
  'AWS::Scheduler::Schedule': {
    why: NO_TYPE,
    ask: async ({ scheduler }, properties: CreateScheduleCommandInput, name) => {
      await scheduler.send(new CreateScheduleCommand({ ...properties, Name: name }));
      return name;
    },
  },
  'AWS::Budgets::Budget': { why: 'moto sends no mail, and a budget is nothing else', nothing: true },
};

/** Properties that moto's CloudFormation takes and drops: they are looked up in the template that was brought. */
export const DROPPED = ['AWS::Lambda::Function Architectures', 'AWS::DynamoDB::Table TimeToLiveSpecification'] as const;

/** What moto's CloudFormation does start, and what then never ends: it has no Docker to run a function in. */
export const RUN_BY_US = 'Custom::Registration';

/** Where moto writes the resolved properties of what it does not make. */
const noteOf = (id: string): string => `ByHand${id}`;

/** A template that moto can deploy. */
export function emulable(template: Template, place: Place): Template {
  const seen = new Map<string, Readonly<Record<string, string>>>();
  for (const [id, { Type }] of Object.entries(template.Resources)) {
    const entry = NOT_EMULATED[Type];
    if (entry && !('as' in entry)) seen.set(id, entry.seen?.(place, id) ?? {});
  }
  const kept: Record<string, Resource> = {};
  const notes: Record<string, unknown> = {};
  for (const [id, resource] of Object.entries(template.Resources)) {
    const { DependsOn, ...rest } = resource;
    const order = [DependsOn ?? []].flat().filter((one) => !seen.has(one));
    const entry = NOT_EMULATED[resource.Type];
    const noted = { Value: { 'Fn::ToJsonString': resource.Properties ?? {} } };
    if (resource.Type === RUN_BY_US || (entry && 'ask' in entry)) notes[noteOf(id)] = noted;
    if (entry && !('as' in entry)) continue;
    kept[id] = {
      ...rest,
      ...(order.length > 0 && { DependsOn: order }),
      ...(entry && { Type: entry.as, Properties: entry.properties(resource.Properties ?? {}) }),
    };
  }
  return filledIn({ ...template, Resources: kept, Outputs: { ...template.Outputs, ...notes } }, seen);
}

function filledIn(template: Template, seen: ReadonlyMap<string, Readonly<Record<string, string>>>): Template {
  return JSON.parse(JSON.stringify(template), (_, value: unknown) => {
    const { Ref: ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
    const [id = '', what = ''] = attribute ?? [ref, 'Ref'];
    const facts = seen.get(id);
    if (facts === undefined) return value;
    const fact = facts[what];
    if (fact === undefined) throw new Error(`the template refers to ${id}.${what}, which not-emulated.ts cannot tell`);
    return fact;
  }) as Template;
}

/** Resolved properties by logical id, as moto has noted them in the outputs of a stack. */
export const notedIn = (outputs: ReadonlyMap<string, string>, id: string): Properties | undefined => {
  const text = outputs.get(noteOf(id));
  return text === undefined ? undefined : (JSON.parse(text) as Properties);
};

/** Makes what moto's CloudFormation has left out, in the order in which one refers to another. */
export async function makeByHand(
  clients: Clients,
  template: Template,
  place: Place,
  outputs: ReadonlyMap<string, string>,
): Promise<void> {
  const made = new Map<string, string>();
  const order = Object.keys(NOT_EMULATED);
  const resources = Object.entries(template.Resources).toSorted(
    ([, one], [, other]) => order.indexOf(one.Type) - order.indexOf(other.Type),
  );
  for (const [id, { Type }] of resources) {
    const entry = NOT_EMULATED[Type];
    if (!entry || !('ask' in entry)) continue;
    const noted = notedIn(outputs, id);
    if (noted === undefined) throw new Error(`moto has not resolved the properties of ${id}`);
    const text = JSON.stringify(noted).replace(/\{\{(\w+)\}\}/g, (_, other: string) => made.get(other)!);
    const ref = await entry.ask(clients, JSON.parse(text) as never, nameOf(place, id)).catch((error: unknown) => {
      throw new Error(`${Type} ${id} could not be made: ${String(error)}`);
    });
    if (ref !== undefined) made.set(id, ref);
  }
}
