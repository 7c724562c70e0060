import { Misconfigured, Unreachable } from '../../functions/kit/errors.ts';
import { type StageName, stackNames } from '../stages.ts';
import { sayTo } from './deploy.ts';
import type { Ports } from './ports.ts';
import { folderOf, removeStored } from './stored.ts';
import { CONFIRMATIONS, filled, OUTPUTS } from './words.ts';

export type Destruction = {
  stage: StageName;
  region: string;
  /** Said beforehand: nobody is asked. */
  isSure: boolean;
  /** Tokens and settings, too; asked when nobody has said. */
  secrets?: boolean;
};

/**
 * Takes the bot down, and says what stays: the table always, tokens unless told otherwise.
 *
 * May be run again, whatever it died over.
 */
export async function destroy(ports: Ports, { stage, region, isSure, secrets }: Destruction): Promise<void> {
  const say = sayTo(ports, { stage, region });
  const names = stackNames(stage);
  const account = await ports.account.who();
  say('account', { account });

  const bot = await ports.stacks.find(names.bot);
  const isMeant = isSure || (await ports.ask?.yes(filled(CONFIRMATIONS.destroy, { stage }))) === true;
  if (!isMeant) {
    if (ports.ask === null) throw new Misconfigured('nobody to ask: say --yes to take the bot down');
    say('undestroyed');
    return;
  }
  if (bot === undefined) say('absent');
  else {
    say('destroying', { stack: names.bot });
    const began = ports.now();
    const code = await ports.cdk(['destroy', names.bot, '--exclusively', '--force'], {
      STAGE: stage,
      AWS_REGION: region,
      CDK_DEFAULT_REGION: region,
    });
    if (code !== 0) {
      const causes = (await ports.stacks.find(names.bot)) ? await ports.stacks.failures(names.bot, began) : [];
      throw new Unreachable(['The bot could not be taken down:', ...causes.map((one) => `  - ${one}`)].join('\n'));
    }
    say('destroyed');
  }

  if (secrets ?? (!isSure && (await ports.ask?.yes(CONFIRMATIONS.secrets)) === true)) {
    const removed = await removeStored(ports, stage);
    if (removed.length > 0) say('secretsDeleted', { names: removed.join(', ') });
  } else {
    say('secretsKeptThere', { path: folderOf(stage) });
    say('removeSecrets');
  }
  await sayTable(ports, names.data, region);
  if (await ports.stacks.find('CDKToolkit')) ports.say(OUTPUTS.toolkitKept);
}

/** Deleting what people have subscribed to is three commands of theirs, and none of ours. */
async function sayTable(ports: Ports, stack: string, region: string): Promise<void> {
  const data = await ports.stacks.find(stack);
  const table = data?.outputs['TableName'];
  if (table === undefined) return;
  ports.say(filled(OUTPUTS.tableKept, { table, stack }));
  for (const command of [
    `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack} --region ${region}`,
    `aws cloudformation delete-stack --stack-name ${stack} --region ${region}`,
    `aws dynamodb update-table --no-deletion-protection-enabled --table-name ${table} --region ${region}`,
    `aws dynamodb delete-table --table-name ${table} --region ${region}`,
  ])
    ports.say(filled(OUTPUTS.removeTable, { command }));
}
