// What JavaScriptCore's shell lacks of a browser, as far as the formats need it.
globalThis.scriptArgs = globalThis.arguments
globalThis.performance ??= { now: () => preciseTime() * 1000 }
globalThis.TextEncoder ??= class {
  encode(text = '') {
    return Uint8Array.from(unescape(encodeURIComponent(text)), (c) => c.charCodeAt(0))
  }
  encodeInto(text, bytes) {
    const encoded = this.encode(text)
    bytes.set(encoded)
    return { read: text.length, written: encoded.length }
  }
}
globalThis.TextDecoder ??= class {
  decode(view = new Uint8Array()) {
    const bytes = new Uint8Array(view.buffer ?? view, view.byteOffset ?? 0, view.byteLength)
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return decodeURIComponent(escape(text))
  }
}
