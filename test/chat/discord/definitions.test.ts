import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../functions/chat/commands.ts';
import { commandDefinitions } from '../../../functions/chat/discord/definitions.ts';
import { commandFrom } from '../../../functions/chat/read-command.ts';
import { LOCALES } from '../../../functions/words/preferences.ts';
import { commandsShape } from '../../../infra/local/loopback/discord-command-shapes.ts';
import { discordRequests, discordSpec, isThere } from '../../support/specs.ts';

const definitions = await commandDefinitions();
const named = (name: string) => definitions.find((one) => one.name === name)!;

describe('the commands that Discord lists', () => {
  it('are what the golden file has', async () => {
    await expect(`${JSON.stringify(definitions, null, 2)}\n`).toMatchFileSnapshot('../../golden/discord/commands.json');
  });

  it('are within every limit that Discord documents', () => {
    expect(commandsShape.safeParse(definitions).error?.issues ?? []).toEqual([]);
  });

  it
    .skipIf(!isThere(discordSpec))
    .each(['/applications/{application_id}/commands', '/applications/{application_id}/guilds/{guild_id}/commands'])(
    'are as the published description of %s has it',
    (path) => {
      expect(discordRequests()(path, 'put', definitions)).toBe('');
    },
  );

  it('are those of the catalogue, in its order, without the one that only Telegram begins with', () => {
    expect(definitions.map(({ name }) => name)).toEqual(
      CATALOGUE.map(({ name }) => name).filter((name) => name !== 'start'),
    );
  });

  it('have their English names and options read by the same core as everybody’s', () => {
    for (const { name, options } of definitions) {
      const given = Object.fromEntries(
        options.map((option) => [option.name, option.choices?.[0]?.value ?? (option.type === 5 ? true : '17')]),
      );
      const read = commandFrom(name, given);
      if (!('command' in read)) throw new Error(`/${name} ${JSON.stringify(given)} is not understood`);
      // `for` says whose, which is not the command's own affair.
      const { for: _, ...own } = given;
      expect(Object.keys(read.command).toSorted()).toEqual(['name', ...Object.keys(own)].toSorted());
    }
  });

  it('take every choice there is', () => {
    for (const { name, options } of definitions)
      for (const option of options)
        for (const { value } of option.choices ?? [])
          expect(commandFrom(name, { [option.name]: value }), `/${name} ${option.name}:${value}`).toHaveProperty(
            'command',
          );
  });

  it('are for servers and for people, wherever they write', () => {
    for (const { integration_types, contexts } of definitions) {
      expect(integration_types).toEqual([0, 1]);
      expect(contexts).toEqual([0, 1, 2]);
    }
  });

  it('let every member ask, and those who manage the server change what its channels are told', () => {
    const restricted = definitions.filter((one) => one.default_member_permissions !== null);
    expect(restricted.map(({ name }) => name).toSorted()).toEqual(
      ['alerts', 'subscribe', 'unsubscribe', 'mute', 'settings', 'test', 'export', 'delete'].toSorted(),
    );
    expect(new Set(restricted.map((one) => one.default_member_permissions))).toEqual(new Set(['32']));
  });

  it('are spoken in every language that there is a catalogue for', () => {
    expect(LOCALES).toHaveLength(6);
    const { name_localizations: names, description_localizations: descriptions } = named('alerts');
    expect(names).toEqual({
      'es-ES': 'alertas',
      'es-419': 'alertas',
      ru: 'оповещения',
      'zh-CN': '提醒',
      'pt-BR': 'alertas',
      de: 'alarme',
    });
    expect(Object.keys(descriptions ?? {})).toEqual(['es-ES', 'es-419', 'ru', 'zh-CN', 'pt-BR', 'de']);
  });

  it('complete what is looked for in lists, take a role for a mention and a yes or no for publishing', () => {
    const option = (command: string, name: string) => named(command).options.find((one) => one.name === name);
    expect(option('fleet', 'machine')).toMatchObject({ type: 3, autocomplete: true });
    expect(option('subscribe', 'what')).toMatchObject({ type: 3, autocomplete: true });
    expect(option('settings', 'mention')).toMatchObject({ type: 8 });
    expect(option('settings', 'crosspost')).toMatchObject({ type: 5 });
    expect(option('chart', 'span')?.choices?.map(({ value }) => value)).toEqual(['7d', '30d', '90d', '1y', 'all']);
  });
});
