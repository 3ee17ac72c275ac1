"""The service: deployments, tasks and hooks of Prefect, their serving, and the one door to Prefect."""
