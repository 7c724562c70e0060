import type { RuleNotice } from '../../alerts/notice.ts';
import type { Words } from '../../words/words.ts';
import type { Fact, Form, Severity } from '../telling.ts';
import { costAngle } from './cost.ts';
import { dataAngle } from './data.ts';
import { hashpriceAngle } from './hashprice.ts';
import { lowestAngle, recordAngle } from './lowest.ts';
import { marginAngle } from './margin.ts';
import { retargetAngle } from './retarget.ts';
import { switchOverAngle } from './switch-over.ts';

/** What one kind of rule has to say, whichever way it goes; telling.ts picks from it. */
export type Angle = {
  /** While it is so. */
  severity: Severity;
  title(form: Form): string;
  /** The number and the line, in one sentence: while it is so, and when it no longer is. */
  on: string;
  off: string;
  facts: readonly Fact[];
  /** What would end it; and once it has ended, when you hear of it again. */
  until?: string;
  again?: string;
};

/** Every kind of rule has words, or this does not compile. */
export function angleOf(notice: RuleNotice, words: Words): Angle {
  const { definition } = notice;
  switch (definition.kind) {
    case 'margin':
      return marginAngle(notice, definition, words);
    case 'hashprice':
      return hashpriceAngle(notice, definition, words);
    case 'cost':
      return costAngle(notice, definition.model, words);
    case 'lowest':
      return definition.days === 'record' ? recordAngle(notice, words) : lowestAngle(notice, definition.days, words);
    case 'retarget':
      return retargetAngle(notice, definition, words);
    case 'switch-over':
      return switchOverAngle(notice, definition, words);
    case 'data':
      return dataAngle(notice, words);
  }
}
