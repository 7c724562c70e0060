/** Everything of `npm run live` that must survive a restart. */
export const FOLDER = '.local';
/** In it: where the running bot's table answers, for the command line beside it. */
export const ENDPOINT_FILE = 'endpoint';
export const TABLE_NAME = 'hashprice-watch';
