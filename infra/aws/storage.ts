import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { TABLE } from '../../functions/kit/names.contract.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });
const number = (name: string) => ({ name, type: AttributeType.NUMBER });

/** The one table. It outlives the stack, and can be put back to any second of the last so many days. */
export function makeTable(scope: Construct, restorableDays: number): TableV2 {
  const { level, due } = TABLE.indexes;
  return new TableV2(scope, 'Table', {
    partitionKey: text(TABLE.partition),
    sortKey: text(TABLE.sort),
    globalSecondaryIndexes: [
      { indexName: level.name, partitionKey: text(level.partition), sortKey: number(level.sort) },
      { indexName: due.name, partitionKey: text(due.partition), sortKey: text(due.sort) },
    ],
    timeToLiveAttribute: TABLE.expires,
    billing: Billing.onDemand(),
    pointInTimeRecoverySpecification: {
      pointInTimeRecoveryEnabled: true,
      recoveryPeriodInDays: restorableDays,
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
