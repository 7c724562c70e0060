import type { Rule } from './rule.ts';
import { switchOverRule } from './usual-switch-over.ts';

/** What everybody can hear of; each is shared with whoever else does. */
export const SHARED = {
  data: { kind: 'data' },
  lowest: { kind: 'lowest', days: 90 },
  record: { kind: 'lowest', days: 'record' },
  electricity: { kind: 'cost', model: 'electricity' },
  cash: { kind: 'cost', model: 'cash' },
  regression: { kind: 'cost', model: 'regression' },
  ai: switchOverRule(),
} as const satisfies Record<string, Rule>;
export type Shared = keyof typeof SHARED;
