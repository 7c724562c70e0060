import type { Story } from '../story.ts';
import { asking } from './asking.ts';
import { delivering } from './delivering.ts';
import { evaluating } from './evaluating.ts';
import { measuring } from './measuring.ts';
import { picturing } from './picturing.ts';
import { reading } from './reading.ts';
import { releasing } from './releasing.ts';
import { watching } from './watching.ts';

/** At least one of every function of the topology; a test holds that. */
export const STORIES: readonly Story[] = [
  ...measuring,
  ...evaluating,
  ...releasing,
  ...delivering,
  ...picturing,
  ...asking,
  ...watching,
  ...reading,
];
