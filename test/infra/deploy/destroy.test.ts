import { expect, it } from 'vitest';
import { CONFIRMATIONS } from '../../../infra/deploy/words.ts';
import { GIVEN, openWorld, type World } from './world.ts';

async function deployed(): Promise<World> {
  const world = await openWorld();
  await world.deploy(GIVEN);
  world.said.length = 0;
  world.cdk.length = 0;
  return world;
}

it('takes the bot down, keeps table and secrets, and says how to remove those, too', async () => {
  const world = await deployed();
  await world.destroy({ isSure: true });
  expect(world.cdk.map(({ args }) => args)).toEqual([['destroy', 'hashprice-watch-prod', '--exclusively', '--force']]);
  expect(world.aws.parameters.size).toBe(4);
  expect(world.aws.stacks.has('hashprice-watch-prod-data')).toBe(true);
  expect(world.said).toEqual([
    'AWS account 123456789012, region us-east-1, stage prod',
    'Taking down hashprice-watch-prod …',
    'The bot is gone',
    'Kept: tokens and settings under /hashprice-watch/prod/ in the Parameter Store',
    '  To remove them:     npm run destroy -- --stage prod --secrets --yes',
    'Kept: the table the-table (stack hashprice-watch-prod-data), with every subscription; the next deployment goes on from it',
    expect.stringContaining('update-termination-protection'),
    expect.stringContaining('delete-stack --stack-name hashprice-watch-prod-data'),
    expect.stringContaining('--no-deletion-protection-enabled --table-name the-table'),
    expect.stringContaining('delete-table --table-name the-table'),
    'Kept: the stack CDKToolkit, which other projects may use',
  ]);
});

it('deletes the secrets when it is told to, whether the bot is still there or not', async () => {
  const world = await deployed();
  await world.destroy({ isSure: true });
  await world.destroy({ isSure: true, secrets: true });
  expect(world.aws.parameters.size).toBe(0);
  expect(world.said).toContain('There is no bot of stage prod here');
  expect(world.said).toContain(
    'Deleted from the Parameter Store: discord-token, settings, telegram-secret, telegram-token',
  );
});

it('asks a person, twice', async () => {
  const world = await deployed();
  await world.destroy({}, [true, true]);
  expect(world.asked.slice(-2)).toEqual(['Take the bot of stage prod down?', CONFIRMATIONS.secrets]);
  expect(world.aws.parameters.size).toBe(0);
});

it('does nothing for somebody who is not sure', async () => {
  const world = await deployed();
  await world.destroy({}, [false]);
  expect(world.cdk).toEqual([]);
  expect(world.said.at(-1)).toBe('Nothing was changed');
});

it('does nothing unasked', async () => {
  const world = await deployed();
  await expect(world.destroy({})).rejects.toThrow('say --yes');
  expect(world.cdk).toEqual([]);
});

it('can be deployed again, with what was kept', async () => {
  const world = await deployed();
  await world.destroy({ isSure: true });
  world.codeIsNew();
  await world.deploy({});
  expect(world.said).toContain('The Parameter Store has it all already');
  expect(world.aws.parameters.get('/hashprice-watch/prod/telegram-secret')?.version).toBe(1);
});
