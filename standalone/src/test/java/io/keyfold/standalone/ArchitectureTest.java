package io.keyfold.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.keyfold.platform.log.Decider;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.RecordFold;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

/** The rules of docs/architecture.md, section 4. */
@AnalyzeClasses(packages = "io.keyfold", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Commands, events, signals and tokens have their service's package name, but belong to the schemas module. */
  private static final DescribedPredicate<JavaClass> CONTRACT = resideInAnyPackage(
    "io.keyfold.*.commands..",
    "io.keyfold.*.events..",
    "io.keyfold.*.keys..",
    "io.keyfold.authconfig.tokens..",
    "io.keyfold.session.signals..",
    "io.keyfold.ledger.signals..",
    "io.keyfold.webhook.deliveries.."
  );

  @ArchTest
  static final ArchRule deploymentServiceDependsOnNoOtherService = noClasses()
    .that(resideInAPackage("io.keyfold.deployment..").and(not(CONTRACT)))
    .should()
    .dependOnClassesThat(
      resideInAnyPackage("io.keyfold.authconfig..", "io.keyfold.session..", "io.keyfold.ledger..").and(not(CONTRACT))
    );

  @ArchTest
  static final ArchRule authconfigServiceDependsOnNoOtherService = noClasses()
    .that(resideInAPackage("io.keyfold.authconfig..").and(not(CONTRACT)))
    .should()
    .dependOnClassesThat(
      resideInAnyPackage("io.keyfold.deployment..", "io.keyfold.session..", "io.keyfold.ledger..").and(not(CONTRACT))
    );

  @ArchTest
  static final ArchRule sessionServiceDependsOnNoOtherService = noClasses()
    .that(resideInAPackage("io.keyfold.session..").and(not(CONTRACT)))
    .should()
    .dependOnClassesThat(
      resideInAnyPackage("io.keyfold.deployment..", "io.keyfold.authconfig..", "io.keyfold.ledger..").and(not(CONTRACT))
    );

  @ArchTest
  static final ArchRule ledgerServiceDependsOnNoOtherService = noClasses()
    .that(resideInAPackage("io.keyfold.ledger..").and(not(CONTRACT)))
    .should()
    .dependOnClassesThat(
      resideInAnyPackage("io.keyfold.deployment..", "io.keyfold.authconfig..", "io.keyfold.session..").and(
        not(CONTRACT)
      )
    );

  /** The database is behind the store and the queries, so that nothing else can build a query. */
  @ArchTest
  static final ArchRule onlyTheStoreAndItsQueriesKnowTheDatabase = noClasses()
    .that(
      resideInAPackage("io.keyfold..").and(
        not(resideInAnyPackage("io.keyfold.ledger.store..", "io.keyfold.ledger.query.."))
      )
    )
    .should()
    .dependOnClassesThat(resideInAPackage("org.duckdb.."));

  @ArchTest
  static final ArchRule thePlatformDependsOnNoService = noClasses()
    .that(resideInAPackage("io.keyfold.platform.."))
    .should()
    .dependOnClassesThat(
      resideInAnyPackage(
        "io.keyfold.deployment..",
        "io.keyfold.authconfig..",
        "io.keyfold.session..",
        "io.keyfold.ledger.."
      ).and(not(CONTRACT))
    );

  @ArchTest
  static final ArchRule schemasDependOnNothing = noClasses()
    .that(resideInAPackage("io.keyfold.schemas..").or(CONTRACT))
    .should()
    .dependOnClassesThat(resideInAnyPackage("io.keyfold.platform..", "org.springframework.."));

  @ArchTest
  static final ArchRule decisionsAndFoldsArePure = noClasses()
    .that(assignableTo(Decider.class).or(assignableTo(Fold.class)).or(assignableTo(RecordFold.class)))
    .should()
    .dependOnClassesThat(resideInAnyPackage("org.springframework..", "org.apache.kafka..", "reactor.."));

  /** The OpenAPI document is made of controllers; other handlers would be missing from it. */
  @ArchTest
  static final ArchRule servicesAnswerWithControllersOnly = noClasses()
    .that(
      resideInAnyPackage(
        "io.keyfold.platform..",
        "io.keyfold.deployment..",
        "io.keyfold.authconfig..",
        "io.keyfold.session..",
        "io.keyfold.ledger.."
      )
    )
    .should()
    .dependOnClassesThat(resideInAPackage("org.springframework.web.reactive.function.server.."));

  @ArchTest
  static final ArchRule everyPackageIsNullMarked = classes()
    .that(
      resideInAPackage("io.keyfold..")
        .and(not(CONTRACT))
        .and(not(assignableTo(SpecificRecord.class)))
        .and(handWritten())
    )
    .should(beInANullMarkedPackage());

  private static DescribedPredicate<JavaClass> handWritten() {
    return describe(
      "written by hand",
      type -> !type.getPackageName().equals("io.keyfold.schema") && !type.getPackageName().equals("io.keyfold.usage")
    );
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
      }
    };
  }
}
