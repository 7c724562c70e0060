import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';
import type { Settings } from '../stages.ts';

/**
 * A mail when the account's month costs more than it should, or is going to. It comes straight from AWS Budgets, which is
 * free, and sees what no metric of ours does: a loop, a leaked key, another project.
 *
 * Of the whole account, because a budget by tag is empty until somebody activates the tag in the billing console.
 */
export function makeBudget(scope: Construct, { alarmEmail, monthlyUsd }: Settings): void {
  if (alarmEmail === undefined) return;
  const subscribers = [{ subscriptionType: 'EMAIL', address: alarmEmail }];
  new CfnBudget(scope, 'Budget', {
    budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: monthlyUsd, unit: 'USD' } },
    notificationsWithSubscribers: ['ACTUAL', 'FORECASTED'].map((notificationType) => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold: 100,
        thresholdType: 'PERCENTAGE',
      },
      subscribers,
    })),
  });
}
