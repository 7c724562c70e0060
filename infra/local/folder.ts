/** Everything of `npm run live` that must survive a restart. */
export const FOLDER = '.local';
/** In it: where the running bot's table answers, for the command line beside it. */
export const ENDPOINT_FILE = 'endpoint';
/** Where its queues answer. */
export const QUEUES_FILE = 'queues.json';
/** Where its page is. */
export const PAGE_FILE = 'page';
/** What `npm start` leaves behind. */
export const REPORT_FILE = 'report.html';
export const TABLE_NAME = 'hashprice-watch';
