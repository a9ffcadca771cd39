/** What is pressed about the pots and the ledger. */
import type { Workflow } from '../../workflow.js';
import {
  changeMoney,
  checkMoney,
  offerLedger,
  openMoneyForm,
  recordMoney,
  showFunding,
  showLedger,
} from './desk.js';

export const moneyVerbs: Workflow['actions'] = {
  funding: { handle: showFunding },
  ledger: { handle: showLedger },
  'ledger-files': { handle: offerLedger },
  money: { handle: openMoneyForm },
  'check-money': checkMoney,
  'record-money': { handle: recordMoney },
  'edit-money': { handle: changeMoney },
};
