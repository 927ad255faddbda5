package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.pages.FormField;
import io.keyfold.authconfig.pages.FormPage;
import io.keyfold.authconfig.pages.SchemaForm;
import io.keyfold.platform.error.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The forms for credentials that are typed by hand. */
final class TypedForms {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final FormGuard forms;

  TypedForms(FormGuard forms) {
    this.forms = forms;
  }

  /** {@return the fields of a method's credential} */
  static SchemaForm schema(KnownMethod method) {
    return SchemaForm.ofCredential(JSON.readTree(method.inputSchema()));
  }

  /**
   * {@return the empty form}
   *
   * @param settings fields of the provider's settings; empty if they are not asked for
   * @param other path of the page with other auth methods; null if there is only one
   */
  FormPage first(Visit visit, KnownMethod method, List<FormField> settings, @Nullable String other) {
    return page(visit, method, schema(method).fields(), settings, null, other);
  }

  /**
   * {@return the form after a failed attempt}
   *
   * @param entered what was entered; secrets are not shown again
   * @param settings fields of the provider's settings; empty if they are not asked for
   */
  FormPage again(
    Visit visit,
    KnownMethod method,
    ObjectNode entered,
    List<FieldError> errors,
    List<FormField> settings,
    FormPage.@Nullable Problem problem,
    @Nullable String other
  ) {
    return page(visit, method, schema(method).fields(entered, errors), settings, problem, other);
  }

  private FormPage page(
    Visit visit,
    KnownMethod method,
    List<FormField> fields,
    List<FormField> settings,
    FormPage.@Nullable Problem problem,
    @Nullable String other
  ) {
    return new FormPage(
      forms.form(visit, Visit.path(visit.session().id(), "connect", method.id())),
      visit.provider().name(),
      method.name(),
      fields,
      settings,
      visit.provider().host(),
      problem,
      visit.session().request().reconnect(),
      other
    );
  }
}
