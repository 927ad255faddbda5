/** A billing system that keeps the usage totals of Keyfold in PostgreSQL. */
@NullMarked
package com.example.billing;

import org.jspecify.annotations.NullMarked;
