import type { Basis } from '../../industry/switch-over.ts';
import { plainly } from './read.ts';

/** What is left of `ai below S21 0.06 revenue` once its words are taken out; which machines that is comes later. */
export type RivalsAsked = { fleet: string; side?: 'below' | 'above'; basis?: Basis };

const NAMED = /^(?:ai|hpc|switch[- ]?over)(?= |$|[:,])[:,]?/i;

const ABOVE = ['above', 'over', '>', 'mining', 'über', 'encima', 'acima', 'выше', '高于'];
const BELOW = ['below', 'under', '<', 'unter', 'debajo', 'abaixo', 'ниже', '低于'];
const REVENUE = ['revenue', 'gross', 'erlös', 'umsatz', 'ingresos', 'receita', 'выручка', 'выручке', '收入'];
const MARGIN = ['margin', 'marge', 'margen', 'margem', 'маржа', 'марже', '利润'];

/** `by margin`. */
const BY = ['by', 'nach', 'por', 'по'];

/** Whether an alert on mining against AI is meant. */
export const isRivals = (text: string): boolean => NAMED.test(plainly(text));

/** Reads `ai`, `ai 20 J/TH`, `ai above 15 J/TH 0.045`, `ai S21 revenue`: words in any order, the rest is the fleet. */
export function readRivals(text: string): RivalsAsked {
  const asked: RivalsAsked = { fleet: '' };
  const rest: string[] = [];
  for (const word of plainly(text).replace(NAMED, '').trim().split(' ')) {
    const said = word.toLowerCase();
    if (BELOW.includes(said)) asked.side = 'below';
    else if (ABOVE.includes(said)) asked.side = 'above';
    else if (REVENUE.includes(said)) asked.basis = 'revenue';
    else if (MARGIN.includes(said)) asked.basis = 'margin';
    else if (!BY.includes(said)) rest.push(word);
  }
  return { ...asked, fleet: rest.join(' ').trim() };
}
