import type { Product } from '../../../../../server/features/catalog/contract.ts'
import { api } from '../../../lib/api.ts'
import { keepProduct, pathOf } from '../changes.ts'

export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp']
export const mostBytes = 5 * 1024 ** 2

/** What is wrong with a file before it is sent, or null. */
export function faultOf(file: File): 'type' | 'size' | null {
  if (!pictureTypes.includes(file.type)) return 'type'
  return file.size > mostBytes ? 'size' : null
}

/** Sends the picture and tells how far it is, from 0 to 1. */
export async function sendPicture(id: number, file: File, tell?: (share: number) => void): Promise<Product> {
  const form = new FormData()
  form.append('image', file)
  const saved = await api.upload<Product>(`${pathOf(id)}image/`, form, tell)
  keepProduct(saved)
  return saved
}

export const removePicture = (id: number): Promise<void> => api.delete(`${pathOf(id)}image/`)
