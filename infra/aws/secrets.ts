import type { SecretVariable } from '../topology.ts';

/**
 * Where a stage keeps a secret: `TELEGRAM_TOKEN` → `/hashprice-watch/production/telegram-token`.
 *
 * CloudFormation cannot make a SecureString, so the parameters are made by hand before the first deployment:
 * `aws ssm put-parameter --type SecureString --name … --value …`.
 */
export const parameterName = (stage: string, secret: SecretVariable): `/${string}` =>
  `/hashprice-watch/${stage}/${secret.toLowerCase().replaceAll('_', '-')}`;
