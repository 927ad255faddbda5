package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.configs.ConfigValues;
import io.keyfold.authconfig.pages.FormField;
import io.keyfold.authconfig.pages.FormPage;
import io.keyfold.authconfig.pages.SchemaForm;
import io.keyfold.authconfig.setup.LinkSecrets;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.error.FieldError;
import io.keyfold.schema.SetupBinding;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Settings of the provider that a user enters: their form, alone or beside a credential's, and what becomes of them. */
final class Settings {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final FlowCommands commands;
  private final ConfigValues values;
  private final FormGuard forms;

  Settings(FlowCommands commands, ConfigValues values, FormGuard forms) {
    this.commands = commands;
    this.values = values;
    this.forms = forms;
  }

  /**
   * Settings as entered.
   *
   * @param value the settings
   * @param errors their errors; empty if they are valid
   */
  record Entered(ObjectNode value, List<FieldError> errors) {}

  /** {@return what a submitted form contains} */
  Entered read(Visit visit, MultiValueMap<String, String> form) {
    ObjectNode value = schema(visit).read(form);
    return new Entered(value, values.check(visit.provider(), value));
  }

  /** {@return the empty fields} */
  List<FormField> fields(Visit visit) {
    return schema(visit).fields();
  }

  /** {@return the fields after a failed attempt} */
  List<FormField> fields(Visit visit, Entered entered) {
    return schema(visit).fields(entered.value(), entered.errors());
  }

  /**
   * {@return the page that asks for settings only}
   *
   * @param methodId the auth method that follows; null if none does, or the user has yet to choose
   */
  FormPage page(Visit visit, List<FormField> fields, @Nullable String methodId) {
    String id = visit.session().id();
    String action = methodId == null ? Visit.path(id, "settings") : Visit.path(id, "settings", methodId);
    return new FormPage(
      forms.form(visit, action),
      visit.provider().name(),
      null,
      List.of(),
      fields,
      null,
      null,
      visit.session().request().reconnect(),
      null
    );
  }

  /**
   * Keeps valid settings. If nothing else is asked for, entering them into a page that names the requester is the
   * confirmation; other bindings need their proof. Completes also if the session has ended meanwhile.
   */
  Mono<Void> submit(Visit visit, Entered entered) {
    return Mono.defer(() -> {
      String attemptId = LinkSecrets.hash(Browser.random());
      boolean done =
        !visit.session().request().asksForCredential() && visit.session().binding().mode() == SetupBinding.CONFIRM;
      return commands
        .submitConfig(visit, attemptId, entered.value().toString())
        .then(done ? commands.confirm(visit, attemptId).then() : Mono.<Void>empty());
    }).onErrorResume(Settings::ended, e -> Mono.empty());
  }

  private static boolean ended(Throwable e) {
    return ErrorCode.CONFLICT.isCodeOf(e) || ErrorCode.GONE.isCodeOf(e) || ErrorCode.USE_AFTER_DELETE.isCodeOf(e);
  }

  private static SchemaForm schema(Visit visit) {
    return SchemaForm.ofSettings(JSON.readTree(Objects.requireNonNull(visit.provider().configSchema())));
  }
}
