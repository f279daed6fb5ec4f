// placeholder: the errors helper writes this file
export interface ApiErrorInit {
  type: string;
}
