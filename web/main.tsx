import './styles.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { findMissing } from './capabilities.ts'
import { MissingPage } from './routes/missing-page.tsx'
import { applyTheme, readTheme } from './theme.ts'

applyTheme(readTheme())

const place = document.getElementById('page')
if (place === null) throw new Error('index.html has no place for the page')
const missing = findMissing()
createRoot(place).render(missing.length > 0 ? <MissingPage missing={missing} /> : <App />)
