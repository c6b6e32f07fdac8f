import { UseCase, type Call } from '@waystation/call';
import type { PublishFormRequest, PublishFormResponse } from '@waystation/contracts/network/v1/service';
import { Form } from '../model/form.ts';
import { FormVersions } from '../store/form-version.mapping.ts';
import { Forms } from '../store/form.mapping.ts';

@UseCase()
export class PublishForm {
  constructor(
    private readonly forms: Forms,
    private readonly versions: FormVersions,
  ) {}

  async execute(
    { formId, version, from, ...content }: PublishFormRequest,
    { now, newId }: Call,
  ): Promise<PublishFormResponse> {
    const form = formId ? await this.forms.get(formId) : Form.open(newId(), content.kind);
    if (!formId) this.forms.add(form);
    this.versions.add(form.publishVersion({ version, from }, content, newId(), now));
    return { formId: form.id, version };
  }
}
