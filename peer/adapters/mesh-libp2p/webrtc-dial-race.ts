/**
 * A Vite plugin that mends a race in @libp2p/webrtc 6.0.33: about one first dial in seven hangs,
 * because the initiator waits for an `open` or `close` event of its `init` channel that has already
 * fired. Fails the build when the library has changed, so that it cannot outlive its reason.
 */
export function mendDialRace() {
  return {
    name: 'mend-webrtc-dial-race',
    transform(code: string, id: string) {
      if (!/@libp2p\/webrtc\/.*\/private-to-private\/initiate-connection\.js/.test(id)) return null
      const mended = code
        .replace(
          "if (channel.readyState !== 'open') {",
          "if (channel.readyState === 'connecting') {",
        )
        .replace(
          /channel\.close\(\);\s*(?:\/\/[^\n]*\n\s*)*log\.trace\('waiting for init channel to close'\);\s*await pEvent\(channel, 'close', \{\s*signal\s*\}\);/,
          "if (channel.readyState !== 'closed') { channel.close(); await pEvent(channel, 'close', { signal }); }",
        )
      const isMended =
        mended.includes("=== 'connecting') {") && mended.includes("!== 'closed') { channel.close()")
      if (!isMended) throw new Error('@libp2p/webrtc has changed: is its dial race still there?')
      return { code: mended, map: null }
    },
  }
}
