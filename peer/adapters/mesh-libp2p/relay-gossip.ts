import { type GossipSub, type GossipSubComponents, gossipsub } from '@libp2p/gossipsub'
import type { PeerId as Libp2pPeerId } from '@libp2p/interface'
import { GOSSIP_SCORE } from '#protocol/wire/gossip-score.ts'
import { MAX_GOSSIP_BYTES } from '#protocol/wire/limits.ts'

/**
 * Gossip that is spoken with relays alone. A relay has everybody of its bucket in its mesh, so all
 * hear what is said once and at once. Were it spoken with other peers too, every message would come
 * again from each of them, a circuit opened for one offer would begin with an exchange of topics, and
 * any stranger could fill a tab with messages that no relay has counted.
 *
 * @param isRelay tells the relays that this peer has chosen.
 */
export function relayGossip(isRelay: (peer: Libp2pPeerId) => boolean) {
  const create = gossipsub({
    // The one who says something first may be alone.
    allowPublishToZeroTopicPeers: true,
    fallbackToFloodsub: false,
    maxInboundDataLength: MAX_GOSSIP_BYTES * 4,
    scoreParams: GOSSIP_SCORE,
  })
  return (components: GossipSubComponents): GossipSub => {
    const { privateKey, peerId, peerStore, connectionManager, logger } = components
    const registrar = onlyWith(isRelay, components.registrar)
    return create({ privateKey, peerId, peerStore, connectionManager, logger, registrar })
  }
}

type Registrar = GossipSubComponents['registrar']

/** A registrar through which protocols are spoken with some peers, and unknown to all others. */
function onlyWith(isWanted: (peer: Libp2pPeerId) => boolean, registrar: Registrar): Registrar {
  const narrowed: Registrar = Object.create(registrar)
  narrowed.register = (protocol, { onConnect, ...topology }, options) =>
    registrar.register(
      protocol,
      {
        ...topology,
        onConnect: (peer, connection) => {
          if (isWanted(peer)) onConnect?.(peer, connection)
        },
      },
      options,
    )
  narrowed.handle = (protocol, handler, options) =>
    registrar.handle(
      protocol,
      (stream, connection) =>
        isWanted(connection.remotePeer)
          ? handler(stream, connection)
          : stream.abort(new Error('Gossip is spoken with relays alone')),
      options,
    )
  return narrowed
}
