/** What both roles say when no work can pass from where this tab is. */
const NO_WAY =
  'this network lets no direct connection through, and the relay does not carry work. ' +
  'Try another network, or ask the relay’s operator.'

/** The page's words for it, certain. */
export const CANNOT_WORK = `Cannot work from this network: ${NO_WAY}`

/** A provider's words, once agreements came to nothing. */
export const CANNOT_BE_REACHED = `Requestors agree but cannot reach this tab: ${NO_WAY}`

/** A requestor's words, once several providers answered and none could be worked with. */
export const CANNOT_REACH = `Cannot work from this network: providers answer but cannot be reached, for ${NO_WAY}`

/** A requestor's words when it was one provider alone, whose network may as well be at fault. */
export const ONE_OUT_OF_REACH =
  'A provider answered, but no direct connection to it holds and the relay does not carry work. ' +
  'Looking for others.'
