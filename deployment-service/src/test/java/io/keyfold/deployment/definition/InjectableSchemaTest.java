package io.keyfold.deployment.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class InjectableSchemaTest {

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    quoteCharacter = '`',
    value = {
      "{'type':'string'} | true",
      "{'type':'integer'} | true",
      "{'type':['string','null']} | true",
      "{'const':'a'} | true",
      "{'enum':['a',1]} | true",
      "{'oneOf':[{'type':'string'},{'type':'number'}]} | true",
      "{'allOf':[{'type':'string'},{'minLength':1}]} | true",
      "{'type':'object'} | false",
      "{'type':'array'} | false",
      "{'type':['string','object']} | false",
      "{'type':'what'} | false",
      "{'enum':['a',[]]} | false",
      "{'const':{}} | false",
      "{'oneOf':[{'type':'string'},{}]} | false",
      "{'oneOf':[]} | false",
      "{'allOf':[{'minLength':1}]} | false",
      "{} | false",
      "true | false",
    }
  )
  void theSchemaDeterminesWhetherAValueIsInjectable(String schema, boolean injectable) {
    assertThat(InjectableSchema.test(JsonMapper.shared().readTree(schema.replace('\'', '"')))).isEqualTo(injectable);
  }
}
