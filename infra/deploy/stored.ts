import * as z from 'zod';
import { parameterName } from '../aws/secrets.ts';
import type { StageName } from '../stages.ts';
import { SECRETS, type SecretVariable } from '../topology.ts';
import { type Answers, REMEMBERED } from './answers.ts';
import type { Ports } from './ports.ts';

/** What of a stage lies in the Parameter Store: its secrets, and what its last deployment was told. */
export type Stored = { secrets: Partial<Record<SecretVariable, string>>; told: Answers };

export const folderOf = (stage: StageName): string => `/hashprice-watch/${stage}/`;
const toldName = (stage: StageName): string => `${folderOf(stage)}settings`;
const namesOf = (stage: StageName): string[] => [...SECRETS.map((one) => parameterName(stage, one)), toldName(stage)];

const toldShape = z.record(z.string(), z.string());

export async function readStored({ parameters }: Pick<Ports, 'parameters'>, stage: StageName): Promise<Stored> {
  const found = await parameters.read(namesOf(stage));
  const secrets = SECRETS.flatMap((one) => {
    const value = found.get(parameterName(stage, one));
    return value === undefined ? [] : [[one, value] as const];
  });
  return { secrets: Object.fromEntries(secrets), told: toldIn(found.get(toldName(stage))) };
}

/** What cannot be read is as good as never said: it is asked again. */
function toldIn(text: string | undefined): Answers {
  try {
    const told = toldShape.parse(JSON.parse(text ?? '{}'));
    return Object.fromEntries(REMEMBERED.flatMap((name) => (told[name] ? [[name, told[name]]] : [])));
  } catch {
    return {};
  }
}

/**
 * Stores what is not there as it should be, and leaves the rest alone: a secret that is written again is a new version.
 *
 * Telegram's secret is made up once, and is then the stage's own.
 *
 * @returns the last parts of the names that were written.
 */
export async function store(ports: Ports, stage: StageName, answers: Answers, stored: Stored): Promise<string[]> {
  const secrets: Stored['secrets'] = {
    ...pick(answers, ['TELEGRAM_TOKEN', 'DISCORD_TOKEN', 'TELEGRAM_INVITE']),
    TELEGRAM_SECRET: stored.secrets.TELEGRAM_SECRET ?? ports.secret(),
  };
  const written: string[] = [];
  for (const one of SECRETS) {
    const value = secrets[one];
    if (value === undefined || value === stored.secrets[one]) continue;
    const name = parameterName(stage, one);
    await ports.parameters.write(name, value, 'SecureString');
    written.push(name.slice(folderOf(stage).length));
  }
  const told = pick(answers, REMEMBERED);
  if (JSON.stringify(told) !== JSON.stringify(pick(stored.told, REMEMBERED))) {
    await ports.parameters.write(toldName(stage), JSON.stringify(told), 'String');
    written.push('settings');
  }
  return written;
}

/** @returns the last parts of the names that were there. */
export async function removeStored({ parameters }: Pick<Ports, 'parameters'>, stage: StageName): Promise<string[]> {
  const removed = await parameters.remove(namesOf(stage));
  return removed.map((name) => name.slice(folderOf(stage).length)).toSorted();
}

const pick = <Name extends keyof Answers>(answers: Answers, names: readonly Name[]): Pick<Answers, Name> =>
  Object.fromEntries(names.flatMap((name) => (answers[name] === undefined ? [] : [[name, answers[name]]]))) as Pick<
    Answers,
    Name
  >;
