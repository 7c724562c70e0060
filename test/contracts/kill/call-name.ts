type Input = {
  QueueUrl?: string;
  IndexName?: string;
  Item?: Record<string, unknown>;
  Key?: Record<string, unknown>;
  ExpressionAttributeValues?: Record<string, unknown>;
};

/**
 * What a person calls a request: `PutItem RULE#data RULE`, `PutItem SENT#… sent`, `Query byDue owed#0, 2026-…`,
 * `SendMessageBatch notices`.
 */
export function callName(command: string, input: object): string {
  const { QueueUrl, IndexName, Item, Key, ExpressionAttributeValues: values } = input as Input;
  const key = Item ?? Key;
  const about = [
    QueueUrl?.split('/').at(-1),
    IndexName,
    key && `${text(key['pk'])} ${text(key['sk'])}`,
    Item?.['state'] && text(Item['state']),
    key === undefined && values && Object.values(values).map(text).join(', '),
  ];
  return [command.replace(/Command$/, ''), ...about.filter(Boolean)].join(' ');
}

/** A document's value, or the same marshalled. */
function text(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return String(Object.values(value)[0]);
}
