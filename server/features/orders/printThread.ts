/** The thread that `printQueue.ts` starts. */
import { parentPort } from 'node:worker_threads'
import type { Confirmation } from './print.ts'
import { pdfOf } from './printPdf.ts'

parentPort?.on('message', async (confirmation: Confirmation) => parentPort?.postMessage(await pdfOf(confirmation)))
