import { describe, expect, it } from 'vitest';
import { readLeast } from '../../../functions/chat/parse/coins.ts';
import { readStretch } from '../../../functions/chat/parse/duration.ts';
import { readLine } from '../../../functions/chat/parse/line.ts';
import { readMachine, readMachineAndPower } from '../../../functions/chat/parse/machine.ts';
import { readNumber } from '../../../functions/chat/parse/number.ts';
import { readOpex } from '../../../functions/chat/parse/opex.ts';
import { readPower } from '../../../functions/chat/parse/power.ts';
import type { Read } from '../../../functions/chat/parse/read.ts';
import { readFee, readPue } from '../../../functions/chat/parse/share.ts';
import { readTariff } from '../../../functions/chat/parse/tariff.ts';
import { readSpan, readTimeOfDay } from '../../../functions/chat/parse/time-of-day.ts';
import { readZone } from '../../../functions/chat/parse/zone.ts';
import { catalogueOf, type Key } from '../../../functions/words/catalogue.ts';
import { LOCALES } from '../../../functions/words/preferences.ts';
import '../../support/every-language.ts';

const line = (text: string) => readLine(text, { currency: 'USD' });
const withPower = (text: string) => readMachineAndPower(text, 'USD');
const tariff = (text: string) => readTariff(text, 'USD');

/** What reads the examples of a message. */
const READERS: Partial<Record<Key, (text: string) => Read<unknown>>> = {
  'wrong.number': readNumber,
  'wrong.power': (text) => readPower(text, 'USD'),
  'wrong.powerHigh': (text) => readPower(text, 'USD'),
  'wrong.tariff': tariff,
  'wrong.tariffRest': tariff,
  'wrong.tariffTwice': tariff,
  'wrong.tariffOverlap': tariff,
  'wrong.tariffBands': tariff,
  'wrong.tariffCurrencies': tariff,
  'wrong.machine': readMachine,
  'wrong.efficiency': readMachine,
  'wrong.label': readMachine,
  'wrong.side': line,
  'wrong.line': line,
  'wrong.lineBounds': line,
  'wrong.lineInSats': line,
  'wrong.fee': readFee,
  'wrong.pue': readPue,
  'wrong.opex': (text) => readOpex(text, 'USD'),
  'wrong.duration': readStretch,
  'wrong.durationBounds': readStretch,
  'wrong.time': readTimeOfDay,
  'wrong.span': readSpan,
  'wrong.spanEmpty': readSpan,
  'wrong.zone': readZone,
  'zone.guessLead': readZone,
  'wrong.btc': readLeast,
  'kinds.ask': readLeast,
  'mute.ask': readStretch,
  'line.ask': line,
  'start.lead': withPower,
  'fleet.newLead': withPower,
  'fleet.otherRigLead': readMachine,
  'fleet.askPowerLead': tariff,
  'fleet.ask.machine': readMachine,
  'fleet.ask.power': tariff,
  'fleet.ask.fee': readFee,
  'fleet.ask.pue': readPue,
  'fleet.ask.opex': (text) => readOpex(text, 'USD'),
  'settings.zone.lead': readZone,
  'settings.quiet.lead': readSpan,
};

/** What each language puts around a word; the sign that ends it in one begins it in another. */
const QUOTED = /„([^„“{}]+)“|(?<!„[^“]*)“([^“”{}]+)”|«([^«»{}]+)»/gu;

describe.each(LOCALES)('the examples that are shown in %s', (locale) => {
  it.each(Object.entries(READERS))('can be typed as they stand: %s', (key, readIt) => {
    const examples = [...catalogueOf(locale)[key as Key].matchAll(QUOTED)].map(([, ...text]) => text.join(''));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(readIt(example), example).toMatchObject({ ok: true });
  });
});
