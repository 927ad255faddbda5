package io.keyfold.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlFormTest {

  private static final String PAGE = """
  <form method="post" action="/a?x=1&amp;y=2">
    <input type="hidden" name="csrf" value="t&quot;1">
    <input type="checkbox" name="scope" value="read" checked><input type="checkbox" name="more" value="write">
    <select name="account">
      <option>ada</option><option>grace</option>
    </select>
    <button class="primary" name="decision" value="continue">Go</button>
    <button name="decision" value="cancel">Stop</button>
  </form>
  <form method="post" action="/b"><button name="decision" value="later">Later</button></form>
  """;

  @Test
  void sendsWhatABrowserSendsWithTheButtonThatIsPressed() {
    HtmlForm form = HtmlForm.pressing(PAGE, "decision", "cancel").orElseThrow();

    assertThat(form.action()).isEqualTo("/a?x=1&y=2");
    assertThat(form.fields()).isEqualTo(
      Map.of("csrf", "t\"1", "scope", "read", "account", "ada", "decision", "cancel")
    );
  }

  @Test
  void findsTheFormWithTheButton() {
    assertThat(HtmlForm.pressing(PAGE, "decision", "later").orElseThrow().action()).isEqualTo("/b");
    assertThat(HtmlForm.pressing(PAGE, "decision", "none")).isEmpty();
  }
}
