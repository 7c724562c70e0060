import { App } from 'aws-cdk-lib';
import { readSettings } from '../stages.ts';
import { makeStacks } from './stacks.ts';

makeStacks(new App(), readSettings(process.env));
