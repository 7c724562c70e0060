import { describe, expect, it } from 'vitest';
import { ruleShape } from '../../functions/alerts/rule.ts';
import { switchOverRule, USUAL_FLEET } from '../../functions/alerts/usual-switch-over.ts';
import { BENCHMARK } from '../../functions/industry/leases.ts';
import { LOCALES } from '../../functions/words/preferences.ts';
import { wordsOf } from '../../functions/words/words.ts';
import '../support/every-language.ts';
import { aSnapshot } from '../support/market.ts';
import { aBot, GROUP } from './talking.ts';

describe.each([{}, GROUP])('/ai, in private and in a group', (who) => {
  it('compares four machines with the leases, each number with what it is held against', async () => {
    const ann = (await aBot()).chat({ ...who, isAdmin: false });
    await ann.types('/ai');
    expect(ann.title).toBe('Mining pays more than AI only with 9.5 J/TH at $0.045/kWh');
    expect(ann.lead).toContain('At a hashprice of $28.17/PH/day, by margin');
    expect(ann.fact('Mean AI colocation lease')).toBe(
      '$1.78 million per MW-year of critical IT, $203.20/MWh, $148 per kW-month; 2026-05-23',
    );
    expect(ann.fact('15 J/TH at $0.045/kWh')).toBe(
      '$78.25/MWh, $685,470 per MW-year: 38.5 % of that rent; $33.25/MWh after power; ' +
        'level at $41.39/PH/day by margin, $73.15/PH/day by revenue',
    );
    expect(ann.fact('Assumes')).toContain('landlord keeps 85 % of rent; AI building $10 million');
    expect(ann.fact('Published leases')).toBe(
      '7 since 2024-10-22: $1.45 million to $2.37 million, mean $1.86 million per MW-year',
    );
    expect(ann.fact('TeraWulf: Anthropic')).toBe(
      '$2.37 million per MW-year of critical IT; 401 MW, 20 years, 2026-07-06',
    );
    expect(ann.fact('For each MW of grid')).toBe(
      'a MW of critical IT takes 1.25 to 1.45 MW: the rent is $1.23 million to $1.42 million',
    );
    expect(ann.fact('GPU cloud, machines included')).toContain('IREN: Microsoft: $9.7 million per MW-year');
    const links = ann.reply.telling.facts.flatMap(({ url }) => url ?? []);
    expect(links).toContain(BENCHMARK.source.url);
    expect(links).toHaveLength(7);
    await ann.taps('📈 Chart');
    expect(ann.reply.picture).toMatchObject({ of: 'ai' });
    expect(ann.keyboard).toEqual([['🤖 Mining or AI']]);
  });

  it('compares what was described, or the fleets of whoever asks', async () => {
    const ann = (await aBot()).chat(who);
    await ann.types('/ai 20 J/TH 0.06');
    expect(ann.title).toBe('AI pays more than mining');
    expect(ann.fact('20 J/TH at $0.06/kWh')).toContain('level at $62.39/PH/day by margin');
    expect(ann.fact('After what was built')).toBe('mining −$111,497 per MW-year, AI $513,000 per MW-year');
    await ann.types('/fleet S21 XP 0.03');
    await ann.types('/ai');
    expect(ann.fact('S21 XP')).toContain('$86.94/MWh');
    await ann.types('/ai s21 xp');
    expect(ann.fact('13.5 J/TH at $0.03/kWh')).toContain('$56.94/MWh after power');
    await ann.types('/ai Mars');
    expect(ann.lead).toBe(
      'I cannot tell which machines “Mars” means. Like “ai 20 J/TH”, “ai 15 J/TH 0.045” or “ai below S21 revenue”.',
    );
  });

  it('reckons power that is paid in another currency at today’s rate, and asks for dollars without one', async () => {
    const priced = (await aBot({ snapshot: aSnapshot({ rates: { perUsd: { EUR: 0.5 } } }) })).chat(who);
    await priced.types('/ai 20 J/TH €0.02');
    expect(priced.text).toContain('20 J/TH at $0.04/kWh');
    const unpriced = (await aBot()).chat(who);
    await unpriced.types('/ai 20 J/TH €0.02');
    expect(unpriced.lead).toContain('no exchange rate for EUR');
  });

  it('says so before there is a market', async () => {
    const ann = (await aBot({ snapshot: undefined })).chat(who);
    await ann.types('/ai');
    expect(ann.fact('Mean AI colocation lease')).toBeUndefined();
  });
});

describe('an alert on mining against AI', () => {
  it('says where its line is, against which rent, and how often it would have come', async () => {
    const bot = await aBot();
    const ann = bot.chat();
    await ann.types('/subscribe ai 15 J/TH');
    expect(ann.lead).toContain(
      'Level at $41.39/PH/day, against $1.78 million per MW-year of critical IT. It stays drawn there when rents change.',
    );
    expect(ann.lead).toContain('In the last 90 days it would have come');
    await ann.types('/alerts');
    expect(ann.fact('1. Mining over AI by margin: 15 J/TH at $0.045/kWh')).toBe(
      'fires if hashprice rises 46.9 %: $28.17/PH/day now, line $41.39/PH/day',
    );
  });

  it('is told when hashprice crosses it, and when it goes back', async () => {
    const bot = await aBot();
    const ann = bot.chat();
    await ann.types('/subscribe ai 15 J/TH');
    const at = (minute: number, hashprice: number) =>
      bot.tick(
        aSnapshot({ at: new Date(Date.parse('2026-02-05T12:05:00Z') + minute * 60_000).toISOString(), hashprice }),
      );
    for (const minute of [0, 5, 10, 15]) await at(minute, 42);
    expect(bot.handedOver.map(({ event }) => event)).toEqual(['fired']);
    for (const minute of [20, 25, 30, 35]) await at(minute, 40);
    expect(bot.handedOver.map(({ event }) => event)).toEqual(['fired', 'resolved']);
    expect(bot.handedOver[0]!.definition).toEqual(switchOverRule());
  });

  it('asked for on the side that hashprice is on already, is told at once, as lines are', async () => {
    const bot = await aBot();
    const ann = bot.chat();
    await ann.types('/subscribe ai below 20 J/TH');
    for (const minute of [5, 10, 15])
      await bot.tick(aSnapshot({ at: `2026-02-05T12:${String(minute).padStart(2, '0')}:00.000Z` }));
    expect(bot.handedOver.map(({ event }) => event)).toEqual(['fired']);
  });

  it('is one topic for everybody without more words, and goes by its name', async () => {
    const bot = await aBot();
    const ann = bot.chat();
    await ann.types('/subscribe ai');
    expect(ann.lead).toContain('when 15 J/TH at $0.045/kWh earn more with mining');
    const [topic] = await bot.deps.book.of(ann.who.recipient);
    expect(topic?.topic).toMatch(/^switch-over:margin>41\.39:/);
    await ann.types('/unsubscribe ai');
    expect(await bot.deps.book.of(ann.who.recipient)).toEqual([]);
  });

  it('is described in every language by the machines that it is really about', () => {
    for (const locale of LOCALES) {
      const words = wordsOf(locale);
      const lead = words.say('topic.ai.lead', {});
      expect(lead).toContain(`${USUAL_FLEET.joulesPerTerahash} J/TH`);
      expect(lead.replaceAll(/[\s\u00a0]/g, '')).toContain(
        words.usdPerKwh(USUAL_FLEET.usdPerKwh).replaceAll(/[\s\u00a0]/g, ''),
      );
    }
  });

  it('is refused where rent is so low and power so cheap that there is nothing to switch at', () => {
    const rule = switchOverRule();
    const cheap = { ...rule, fleet: { ...rule.fleet, usdPerKwh: 0 }, lease: { key: 'x', usdPerMwYear: 900_000 } };
    expect(ruleShape.safeParse(cheap).error?.issues[0]?.message).toContain('no hashprice to switch at');
  });
});
