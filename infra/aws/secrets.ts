import type { StageName } from '../stages.ts';
import type { SecretVariable } from '../topology.ts';

/**
 * Where a stage keeps a secret: `TELEGRAM_TOKEN` → `/hashprice-watch/prod/telegram-token`.
 *
 * CloudFormation cannot make a SecureString, so whoever deploys puts them there first: `npm run deploy`, or
 * `aws ssm put-parameter --type SecureString --name … --value …`.
 */
export const parameterName = (stage: StageName, secret: SecretVariable): `/${string}` =>
  `/hashprice-watch/${stage}/${secret.toLowerCase().replaceAll('_', '-')}`;
