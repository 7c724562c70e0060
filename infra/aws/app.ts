import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readSettings } from './settings.ts';
import { HashpriceStack } from './stack.ts';

const app = new App();
const settings = readSettings(process.env);
new HashpriceStack(app, `hashprice-watch-${settings.stage}`, settings);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
