import { Archive, Ellipsis, Pencil, Trash2, Zap } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../Button.tsx'
import { ConfirmDialog } from '../ConfirmDialog.tsx'
import { Dialog, Drawer } from '../Dialog.tsx'
import { Field } from '../Field.tsx'
import { TextInput } from '../inputs.tsx'
import { Menu, MenuCheck, MenuItem, MenuLabel, MenuLine } from '../Menu.tsx'
import { Popover } from '../Popover.tsx'
import { Sheet } from '../Sheet.tsx'
import { Tooltip } from '../Tooltip.tsx'
import { toast } from '../toast.ts'

type Float = 'dialog' | 'drawer' | 'confirm' | null

export function KitFloats() {
  const [open, setOpen] = useState<Float>(null)
  const [isCompact, setCompact] = useState(true)
  const close = () => setOpen(null)
  return (
    <Sheet title="What floats" className="desk:col-span-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => setOpen('dialog')}>Open a dialog</Button>
        <Button onClick={() => setOpen('drawer')}>Open a drawer</Button>
        <Button kind="danger" onClick={() => setOpen('confirm')}>
          Delete company
        </Button>
        <Menu align="start" trigger={<IconButton icon={Ellipsis} label="More" kind="plain" />}>
          <MenuLabel>Brass Desk Lamp</MenuLabel>
          <MenuItem icon={Pencil} kbd="E" onSelect={() => toast('Edit was chosen.')}>
            Edit
          </MenuItem>
          <MenuItem icon={Archive} disabled onSelect={() => {}}>
            Archive
          </MenuItem>
          <MenuCheck checked={isCompact} onChange={setCompact}>
            Compact rows
          </MenuCheck>
          <MenuLine />
          <MenuItem icon={Trash2} danger onSelect={() => toast.error('Not deleted: 2 open orders name it.')}>
            Delete
          </MenuItem>
        </Menu>
        <Popover label="Columns" trigger={<Button>Columns</Button>} className="grid w-60 gap-3">
          <Field label="Name of the view">
            <TextInput />
          </Field>
          <Button kind="primary">Save view</Button>
        </Popover>
        <Tooltip text="Counted an hour ago">
          <Button kind="bare">Tooltip</Button>
        </Tooltip>
        <Button
          onClick={() =>
            toast('Price of 3 products set to ₹3,300.00.', { undo: () => toast('Price of 3 products is back.') })
          }
        >
          Toast with undo
        </Button>
        <Button
          onClick={() =>
            toast('Rohan changed your role: you can now approve requests.', {
              icon: Zap,
              action: { label: 'Show', press: () => {} },
            })
          }
        >
          Toast with an act
        </Button>
        <Button
          onClick={() =>
            toast.error('Not saved: someone changed this product at 09:27.', {
              action: { label: 'Compare', press: () => {} },
            })
          }
        >
          Error toast
        </Button>
      </div>
      <Dialog
        open={open === 'dialog'}
        onOpenChange={close}
        title="Transfer stock"
        description="From Main store to Amber Road."
        actions={
          <>
            <Button kind="bare" onClick={close}>
              Cancel
            </Button>
            <Button kind="primary" onClick={close}>
              Transfer 4
            </Button>
          </>
        }
      >
        <Field label="Quantity">
          <TextInput defaultValue="4" />
        </Field>
      </Dialog>
      <Drawer
        open={open === 'drawer'}
        onOpenChange={close}
        title="Brass Desk Lamp"
        actions={<Button kind="primary">Save product</Button>}
      >
        <Field label="Name">
          <TextInput defaultValue="Brass Desk Lamp" />
        </Field>
      </Drawer>
      <ConfirmDialog
        open={open === 'confirm'}
        onOpenChange={close}
        title="Delete DreamKart"
        confirm="Delete company"
        typed="dreamkart"
        onConfirm={() => new Promise(resolve => setTimeout(resolve, 800))}
      >
        <p>248 products, 1,204 orders and 14 people go with it. This cannot be taken back.</p>
      </ConfirmDialog>
    </Sheet>
  )
}
