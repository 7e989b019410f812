/**
 * What aggregate reports say about a domain: {@link org.mailauth.report.advice.TrafficSummary TrafficSummary} counts, and
 * {@link org.mailauth.report.advice.PolicyAdvisor PolicyAdvisor} says which DMARC policy to publish next.
 */
@NullMarked
package org.mailauth.report.advice;

import org.jspecify.annotations.NullMarked;
