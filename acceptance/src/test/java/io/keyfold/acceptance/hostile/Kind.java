package io.keyfold.acceptance.hostile;

/** What is wrong with a value, or with a whole request. */
enum Kind {
  WRONG_TYPE,
  NULL,
  LEFT_OUT,
  EMPTY,
  TOO_LONG,
  CONTROL_CHARACTER,
  INVISIBLE_CHARACTER,
  HALF_A_SURROGATE,
  MISLEADING_TEXT,
  HUGE_NUMBER,
  DEEP,
  TWICE,
  UNKNOWN_NAME,
  ANOTHER_TENANTS_ID,
  METHOD,
  CONTENT_TYPE,
  ACCEPT,
  KEY,
  BODY,
}
