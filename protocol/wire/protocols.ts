/** A provider offers itself for a job; small, so a relay may carry it. */
export const OFFER_PROTOCOL = '/loam/offer/1'
/** Leases, answers, verdicts and vouchers of one agreement. */
export const WORK_PROTOCOL = '/loam/work/6'
/** Content-addressed blocks, packed where that makes them smaller. */
export const BLOCK_PROTOCOL = '/loam/block/2'
