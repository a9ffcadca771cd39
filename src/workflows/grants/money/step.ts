/** A step that a coordinator prepared and has not confirmed yet. It becomes an entry under the same id. */
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import { addDays } from '../../../shared/calendar.js';
import type { Job } from '../../workflow.js';
import type { Step } from './steps.js';

export interface MoneyStep extends Stored {
  readonly year: string;
  readonly step: Step;
  readonly on: string;
  readonly why: string;
  readonly by: string;
  /** ISO date on which it was prepared. */
  readonly preparedOn: string;
}

export const moneySteps = collection<MoneyStep>('grants.money-steps', [['preparedOn']]);

const KEPT_DAYS = 7;
const AT_ONCE = 100;

/** Steps that nobody confirmed in a week are forgotten: by then the pots have moved on. */
export const forgetSteps: Job = {
  name: 'forget-money-steps',
  async run({ store, today }) {
    const old = await store.find(moneySteps, {
      ...{ by: 'preparedOn', to: addDays(today, -KEPT_DAYS), limit: AT_ONCE },
    });
    for (const { id } of old) await store.remove(moneySteps, id);
    return [];
  },
};
