package io.keyfold.authconfig.pages;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One page of each kind and state, by a name for its screenshot. */
final class SamplePages {

  private static final PageForm FORM = new PageForm("/setup-session/pss_1", "token-1");
  private static final String AGAIN = "/setup-session/pss_1";
  private static final URI BACK = URI.create("https://app.acme.example/settings?tab=tools&status=completed");

  private SamplePages() {}

  static Map<String, Page> all() {
    Map<String, Page> pages = new LinkedHashMap<>();
    pages.put("consent", consent("Acme Assistant", scopes(), false));
    pages.put("consent-reconnect", consent(null, List.of(), true));
    pages.put("methods", methods());
    pages.put("key", key(null, null));
    pages.put("key-refused", refusedKey());
    pages.put("key-unreachable", key(FormPage.Problem.UNREACHABLE, null));
    pages.put("key-missing", key(null, "required"));
    pages.put("settings", form(null, List.of(), settings("out_of_range"), null));
    pages.put("key-and-settings", form("API key", List.of(token(null)), settings(null), null));
    pages.put("confirm", new ConfirmPage(FORM, "Slack", "mia.hopper@acme.example", List.of()));
    pages.put("confirm-fewer", new ConfirmPage(FORM, "Slack", null, List.of("Search files", "Send messages")));
    for (ForwardPage.Reason reason : ForwardPage.Reason.values()) {
      pages.put("forward-" + reason.name().toLowerCase(Locale.ROOT), new ForwardPage(BACK, reason));
    }
    for (Outcome outcome : Outcome.values()) {
      pages.put("outcome-" + outcome.name().toLowerCase(Locale.ROOT), outcome(outcome));
    }
    return pages;
  }

  static FormPage refusedKey() {
    return key(FormPage.Problem.REFUSED, null);
  }

  private static ConsentPage consent(@Nullable String app, List<ConsentPage.Scope> scopes, boolean reconnect) {
    return new ConsentPage(FORM, "Slack", app, scopes, "slack.com", reconnect, AGAIN + "/methods");
  }

  private static List<ConsentPage.Scope> scopes() {
    return List.of(
      new ConsentPage.Scope("Search public channels", null, "search:read.public"),
      new ConsentPage.Scope("Read direct messages", "Messages between you and one other person.", "im:history"),
      new ConsentPage.Scope("Send messages", "In your name.", "chat:write"),
      new ConsentPage.Scope("users:read", null, "users:read")
    );
  }

  private static MethodChoicePage methods() {
    return new MethodChoicePage(
      FORM,
      "GitHub",
      List.of(
        new MethodChoicePage.Method("pam_1", "Sign in with GitHub", "Your browser goes to github.com and back."),
        new MethodChoicePage.Method("pam_2", "Personal access token", null)
      )
    );
  }

  private static FormPage key(FormPage.@Nullable Problem problem, @Nullable String error) {
    return form("API key", List.of(token(error)), List.of(), problem);
  }

  private static FormPage form(
    @Nullable String method,
    List<FormField> credential,
    List<FormField> settings,
    FormPage.@Nullable Problem problem
  ) {
    return new FormPage(FORM, "Exa", method, credential, settings, "api.exa.ai", problem, false, null);
  }

  private static FormField token(@Nullable String error) {
    return new FormField(
      "credential.token",
      "API key",
      "You find it at dashboard.exa.ai under API keys.",
      FormField.Type.PASSWORD,
      true,
      List.of(),
      null,
      error
    );
  }

  private static List<FormField> settings(@Nullable String error) {
    return List.of(
      field("settings.region", "Region", FormField.Type.SELECT, List.of("eu", "us"), "eu", null),
      field("settings.results", "Results per search", FormField.Type.NUMBER, List.of(), "900", error),
      field("settings.safe", "Only safe results", FormField.Type.CHECKBOX, List.of(), "true", null),
      field("settings.site", "Your site", FormField.Type.URL, List.of(), "https://acme.example", null),
      field("settings.domains", "Domains", FormField.Type.MULTILINE, List.of(), "[\"acme.example\"]", null)
    );
  }

  private static FormField field(
    String name,
    String label,
    FormField.Type type,
    List<String> options,
    String value,
    @Nullable String error
  ) {
    String help = type == FormField.Type.MULTILINE ? "A JSON list of host names." : null;
    return new FormField(name, label, help, type, type == FormField.Type.SELECT, options, value, error);
  }

  private static OutcomePage outcome(Outcome outcome) {
    OutcomePage page = OutcomePage.of(outcome);
    return switch (outcome) {
      case CONNECTED -> page.at("Slack").as("mia.hopper@acme.example").returning(BACK);
      case SAVED, WAITING, CANCELLED, NOT_ME -> page.at("Slack").returning(BACK);
      case DENIED, OUTDATED -> page.at("Slack").again(AGAIN).returning(BACK);
      case PROVIDER_ERROR, TEMPORARY_FAILURE -> page.at("Slack").again(AGAIN).referring("req_0mb1c2d3e4fGhIjKlMnOpQr");
      case EXPIRED, ALREADY_USED, OTHER_BROWSER, INVALID_LINK -> page;
    };
  }
}
