import { FormState } from '@waystation/contracts/network/v1/state';
import { Reference } from '@waystation/store';

export class Forms extends Reference.of<FormState>('network.form.state.v1') {
  /** A version of a form, or undefined when it is not known here. */
  async version(formId: string, formVersion: number): Promise<FormState | undefined> {
    const found = await this.find(`${formId}:${formVersion}`);
    return found && FormState.fromJSON(found);
  }
}
