const HELP = 'and the relay does not carry work. Try another network, or ask the relay’s operator.'

/** A provider's words where its own network lets no work pass, under a headline that says so. */
export const NO_WORK_PASSES = `No direct connection leads through this network, ${HELP}`

/** A provider's words, once agreements came to nothing. */
export const CANNOT_BE_REACHED = `Requestors agree but cannot reach this tab: no direct connection leads through this network, ${HELP}`

/** A requestor's words where its own network lets no work pass. */
export const CANNOT_WORK = `Cannot work from this network: no direct connection leads through it, ${HELP}`

/** A requestor's words, once several providers answered and none could be worked with. */
export const CANNOT_REACH = `Cannot work from this network: providers answer, but no direct connection to them holds, ${HELP}`

/** A requestor's words when it was one provider alone, whose network may as well be at fault. */
export const ONE_OUT_OF_REACH =
  'A provider answered, but no direct connection to it holds and the relay does not carry work. ' +
  'Looking for others.'
