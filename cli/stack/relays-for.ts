/**
 * The relay's addresses that a page of this origin can dial: a browser blocks unencrypted WebSockets
 * in a page that came over https, and says so in its console each time.
 */
export const relaysFor = ({ protocol }: URL, addresses: readonly string[]): readonly string[] =>
  protocol === 'https:' ? addresses.filter((address) => !PLAIN_SOCKET.test(address)) : addresses

/** Of an encrypted one `tls` stands between. */
const PLAIN_SOCKET = /\/tcp\/\d+\/ws(\/|$)/
