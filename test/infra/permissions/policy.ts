/** One thing that may be done to one resource, both as IAM writes them: `sqs:SendMessage`, `arn:aws:sqs:…`. */
export type Grant = { action: string; resource: string };

/** A statement of an identity policy, every reference in it resolved. */
export type PlainStatement = { effect: 'Allow' | 'Deny'; actions: readonly string[]; resources: readonly string[] };
export type Policy = readonly PlainStatement[];

export type Verdict =
  | { allowed: true }
  | { allowed: false; because: 'no identity-based policy allows it' | 'an explicit deny' };

/**
 * What IAM decides by the policies of a role alone: a deny wins, and what nobody allows is denied.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(policy: Policy, { action, resource }: Grant): Verdict {
  const about = policy.filter(
    ({ actions, resources }) =>
      // IAM compares actions without regard to case, and resources with it.
      actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      resources.some((pattern) => matches(pattern, resource)),
  );
  if (about.some(({ effect }) => effect === 'Deny')) return { allowed: false, because: 'an explicit deny' };
  return about.length > 0 ? { allowed: true } : { allowed: false, because: 'no identity-based policy allows it' };
}

/** Everything a policy allows, one by one. */
export const grantsOf = (policy: Policy): Grant[] =>
  policy.flatMap(({ effect, actions, resources }) =>
    effect === 'Deny' ? [] : actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
  );

/** The same policy less one grant. */
export const without = (policy: Policy, { action, resource }: Grant): Policy => [
  ...policy.filter(({ effect }) => effect === 'Deny'),
  ...grantsOf(policy)
    .filter((grant) => grant.action !== action || grant.resource !== resource)
    .map((grant): PlainStatement => ({ effect: 'Allow', actions: [grant.action], resources: [grant.resource] })),
];

/** `*` is any text, `?` any one character. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
