import { useState } from 'react'
import { Button } from '../Button.tsx'
import { Combobox, type Option } from '../Combobox.tsx'
import { Checkbox, RadioCards, Switch } from '../choices.tsx'
import { Field } from '../Field.tsx'
import { FormError, UnsavedMark } from '../forms.tsx'
import { DatePicker, Select, TextArea, TextInput } from '../inputs.tsx'
import { MoneyInput, NumberInput } from '../NumberInput.tsx'
import { PasswordInput } from '../PasswordInput.tsx'
import { Sheet } from '../Sheet.tsx'

const products: Option[] = [
  { id: 1, label: 'Brass Desk Lamp', hint: 'LMP-BRS-01, 3 free' },
  { id: 2, label: 'Banarasi Silk Saree, Red', hint: 'RED-SAREE, 8 free' },
  { id: 3, label: 'Terracotta Table Lamp', hint: 'LMP-TER-03, 11 free' },
  { id: 4, label: 'Blue Pottery Vase, 25 cm', hint: 'Sold out', disabled: true },
]

async function load(text: string): Promise<Option[]> {
  await new Promise(resolve => setTimeout(resolve, 300))
  return products.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
}

export function KitForms() {
  const [product, setProduct] = useState<Option | null>(null)
  const [price, setPrice] = useState('3150.00')
  return (
    <>
      <Sheet title="Fields">
        <div className="grid gap-4 desk:grid-cols-2">
          <Field label="Name" hint="As customers read it">
            <TextInput defaultValue="Brass Desk Lamp" />
          </Field>
          <Field label="SKU" error="Taken by Brass Desk Lamp">
            <TextInput defaultValue="LMP-BRS-01" />
          </Field>
          <Field label="Price" hint={`The server reads ${price}`}>
            <MoneyInput value={price} onValue={setPrice} />
          </Field>
          <Field label="Reorder at" optional hint="Judged on free + incoming">
            <NumberInput defaultValue="6" />
          </Field>
          <Field label="Category">
            <Select defaultValue="lamps">
              <option value="lamps">Lamps</option>
              <option value="sarees">Sarees</option>
            </Select>
          </Field>
          <Field label="Needed by" optional>
            <DatePicker />
          </Field>
          <Field label="Product">
            <Combobox value={product} onChange={setProduct} load={load} placeholder="Name or SKU" clearable />
          </Field>
          <Field label="Password" error="Two tries left, then this name rests for 5 minutes.">
            <PasswordInput defaultValue="rohan12345" />
          </Field>
          <Field label="Note" optional className="desk:col-span-2">
            <TextArea placeholder="What the packer should know" />
          </Field>
          <Field label="Closed">
            <TextInput disabled value="Cannot be changed" readOnly />
          </Field>
        </div>
      </Sheet>
      <Choices />
    </>
  )
}

function Choices() {
  const [policy, setPolicy] = useState<'open' | 'asks' | 'closed'>('asks')
  const [isOn, setOn] = useState(true)
  return (
    <Sheet title="Choices and the end of a form">
      <div className="grid gap-4">
        <Field label="Who may join" group hint="Can be changed later">
          <RadioCards
            className="desk:grid-cols-3"
            value={policy}
            onChange={setPolicy}
            options={[
              { value: 'open', label: 'Anybody', hint: 'at once' },
              { value: 'asks', label: 'On request', hint: 'an owner decides' },
              { value: 'closed', label: 'Nobody', hint: 'by invitation', disabled: true },
            ]}
          />
        </Field>
        <div className="grid gap-2">
          <Checkbox label="Track stock" hint="Orders hold units" defaultChecked />
          <Checkbox label="Sell below nought" />
          <Checkbox label="Some of them" indeterminate />
          <Checkbox label="Not yours to change" disabled defaultChecked />
        </div>
        <Switch checked={isOn} onChange={setOn} label="Mail me when stock is low" hint="Once a day, at eight" />
        <Switch checked={false} onChange={setOn} label="Not yours to change" disabled />
        <FormError messages={['Only 3 of 7 Brass Desk Lamps are free. 6 more are expected Tuesday.']} />
        <div className="flex flex-wrap items-center justify-end gap-3">
          <UnsavedMark className="me-auto" />
          <Button kind="bare">Cancel</Button>
          <Button kind="primary" kbd="Ctrl ↵">
            Save product
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
