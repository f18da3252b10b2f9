/** The sample scene: `fetch` it in a browser, `readFile` it in Node. */
export const sampleSceneUrl = new URL('./sample.glb', import.meta.url)
