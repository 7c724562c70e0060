import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { constructId } from '../construct-id.ts';
import { type Settings, tagsOf } from '../stages.ts';
import { SECRETS } from '../topology.ts';
import { parameterName } from './secrets.ts';
import { makeTable } from './storage.ts';

/**
 * What must outlive every deployment: the table, and where the secrets are. Whoever destroys the bot destroys the other
 * stack, and finds everything again with the next deployment.
 */
export class DataStack extends Stack {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, {
      description: 'What hashprice-watch remembers: its table, and the names of its secrets',
      terminationProtection: settings.keepStackOfTable,
      tags: tagsOf(settings.stage),
    });
    this.table = makeTable(this, settings.restorableDays);

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    for (const secret of SECRETS) {
      new CfnOutput(this, `${constructId(secret.toLowerCase().replaceAll('_', '-'))}Parameter`, {
        value: parameterName(settings.stage, secret),
        description: 'The name of a SecureString; CloudFormation can neither make nor see it',
      });
    }
  }
}
