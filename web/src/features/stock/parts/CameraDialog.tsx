import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../../lib/translation.ts'
import { Dialog, Note } from '../../../ui/index.ts'

type Detector = { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
type DetectorClass = new () => Detector

const detectorClass = (): DetectorClass | undefined => (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector

/** Whether this browser reads barcodes by itself. */
export const hasCameraReader = (): boolean => detectorClass() !== undefined && navigator.mediaDevices !== undefined

/** The camera until it sees a code. */
export function CameraDialog({ onCode, close }: { onCode: (code: string) => void; close: () => void }) {
  const { t } = useTranslation('stock')
  const video = useRef<HTMLVideoElement>(null)
  const [isRefused, setRefused] = useState(false)
  const found = useRef(onCode)
  useEffect(() => {
    found.current = onCode
  })
  useEffect(() => {
    const ender = new AbortController()
    watch(video.current, ender.signal).then(
      code => code !== null && found.current(code),
      () => ender.signal.aborted || setRefused(true),
    )
    return () => ender.abort()
  }, [])
  return (
    <Dialog open onOpenChange={open => !open && close()} title={t('scan.camera')} description={t('scan.hold')}>
      {isRefused ? (
        <Note tone="warn" role="alert">
          {t('scan.refused')}
        </Note>
      ) : (
        <video ref={video} className="aspect-4/3 w-full rounded-md bg-sunk object-cover" muted playsInline />
      )}
    </Dialog>
  )
}

/** The first code in front of the camera; null when it was closed before. */
async function watch(video: HTMLVideoElement | null, signal: AbortSignal): Promise<string | null> {
  const Reader = detectorClass()
  if (!video || !Reader) return null
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  const end = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  try {
    if (signal.aborted) return null
    video.srcObject = stream
    await video.play()
    return await readUntil(new Reader(), video, signal)
  } finally {
    end()
  }
}

async function readUntil(reader: Detector, video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  while (!signal.aborted) {
    const [code] = await reader.detect(video)
    if (code) return code.rawValue
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  return null
}
