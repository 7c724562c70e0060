import { clip } from '../../delivery/clip.ts';
import type { Words } from '../../words/words.ts';
import type { Field, Step } from '../conversation.ts';
import { FIELD } from './interaction.ts';
import { form, LONGEST_LABEL, LONGEST_PLACEHOLDER, type Response } from './response.ts';

/** There is no free text on Discord without a gateway: what somebody is to type goes into a form of one line. */
export function formFor(step: Step, customId: string, words: Words): Response {
  const { title, example } = askedBy(step, words);
  return form(
    customId,
    clip(title, LONGEST_LABEL),
    clip(words.say('discord.form', {}), LONGEST_LABEL),
    FIELD,
    example === undefined ? undefined : clip(example, LONGEST_PLACEHOLDER),
  );
}

type Asked = { title: string; example?: string };

function askedBy(step: Step, words: Words): Asked {
  switch (step.awaits) {
    case 'machine':
    case 'power':
      return ofFleet(step.awaits, words);
    case 'field':
      return ofFleet(step.field, words);
    case 'line':
      return { title: words.say('line.title', {}), example: words.say('discord.line', {}) };
    case 'ticker':
      return { title: words.say('answer.miner.ask', {}), example: words.say('option.ticker', {}) };
    case 'mute':
      return { title: words.say('mute.title', {}), example: words.say('option.mute', {}) };
    case 'least':
      return { title: words.say('discord.form', {}) };
    case 'setting':
      return { title: words.say(`settings.${step.setting}`, {}) };
  }
}

const OPTIONS = {
  machine: 'option.machine',
  power: 'option.power',
  name: 'option.called',
  fee: 'option.fee',
  pue: 'option.pue',
  opex: 'option.opex',
} as const satisfies Record<Field, string>;

const ofFleet = (field: Field, words: Words): Asked => ({
  title: words.say(`fleet.${field}`, {}),
  example: words.say(OPTIONS[field], {}),
});
