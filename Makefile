# 整改台账. Bare `make` lists the targets.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PORT ?= 8000
ARGS ?=
APPS := config trail people issues measures ledger
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install --require-hashes
NOT_INSTALLED := 没有装成。安装时要能下载所需的包：请检查网络，再运行一次；没有外网的电脑见 deploy/README.md。
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-emit-build-options --custom-compile-command "make lock"
# A data folder that lasts as long as one recipe line, so that checks never touch var/.
SCRATCH := export LEDGER_DATA_DIR="$$(mktemp -d)"; trap 'rm -rf "$$LEDGER_DATA_DIR"' EXIT;

.PHONY: help setup setup-dev run test checks lint types floors templates migrations check-deploy browser bench lock clean

help: ## 列出全部命令（本页）
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: .venv/.base ## 建立 .venv 并按锁定版本安装运行所需的包

setup-dev: .venv/.dev ## 同上，另装检查与测试工具

.venv/bin/python:
	@found=; for python in python3.11 python3 python3.12 python3.13; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "没有找到 Python 3.11 或更高版本，请先安装。" >&2; exit 1; fi; \
	if [ ! -w . ]; then echo "不能写入这个文件夹，请把它放到自己有写权限的地方。" >&2; exit 1; fi; \
	"$$found" -m venv .venv || { rm -rf .venv; echo "无法建立虚拟环境，Debian 上请先安装 python3-venv。" >&2; exit 1; }

.venv/.base: requirements/base.txt | .venv/bin/python
	@echo "正在安装运行所需的包……"
	@$(PIP) -r requirements/base.txt || { echo "$(NOT_INSTALLED)" >&2; exit 1; }
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/python
	@echo "正在安装检查与测试工具……"
	@$(PIP) -r requirements/dev.txt || { echo "$(NOT_INSTALLED)" >&2; exit 1; }
	@touch $@ .venv/.base

run: setup ## 启动整改台账（PORT=8000），首次启动装入演示数据
	@data="$${LEDGER_DATA_DIR:-var}"; { mkdir -p "$$data" && [ -w "$$data" ]; } 2>/dev/null || { \
		echo "不能写入数据目录 $$data，请检查权限，或指定别的目录：LEDGER_DATA_DIR=目录 make run" >&2; exit 1; }
	@exec $(BIN)/python manage.py up --port="$(PORT)" $(ARGS)

test: setup-dev browser ## 全部检查与测试（REQUIRE_SERVICES=1：缺少服务算失败）
	@failed=; \
	$(MAKE) -k -j2 --output-sync=target checks || failed=1; \
	if $(BIN)/python -m tests.services postgres; then \
		echo "== PostgreSQL 上的测试"; \
		LEDGER_TEST_ENGINE=postgres $(BIN)/python -m pytest -n 2 -m "postgres or both_engines" || failed=1; \
		export LEDGER_POSTGRES_PASS_DONE=1; \
	fi; \
	echo "== SQLite 上的全部测试"; \
	$(BIN)/python -m pytest -n 2 $(ARGS) || failed=1; \
	if [ -n "$$failed" ]; then echo "有检查或测试未通过，见上文。" >&2; exit 1; fi

checks: lint types floors templates migrations check-deploy

lint: setup-dev ## 代码格式与写法（ruff）
	@$(BIN)/ruff format --check --quiet . || { echo "ruff format: 请运行 $(BIN)/ruff format ." >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@echo "lint: ok"

types: setup-dev ## 类型（mypy --strict）
	@$(SCRATCH) $(BIN)/mypy --no-error-summary
	@echo "types: ok"

floors: setup-dev ## 分层：只许向下引用（import-linter）
	@out="$$(PYTHONPATH=. $(BIN)/lint-imports --no-cache 2>&1)" || { echo "$$out"; exit 1; }
	@echo "floors: ok"

templates: setup-dev ## 模板写法（djlint）
	@$(BIN)/djlint templates $(wildcard $(APPS:%=%/templates)) --lint --quiet
	@echo "templates: ok"

migrations: setup-dev ## 模型与迁移一致
	@$(SCRATCH) $(BIN)/python manage.py makemigrations --check --dry-run
	@echo "migrations: ok"

check-deploy: setup-dev ## 以生产设置检查安全（manage.py check --deploy）
	@set -a; . deploy/production.env; set +a; \
	$(SCRATCH) SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
	$(BIN)/python manage.py check --deploy --fail-level WARNING

browser:
	@if [ ! -x /usr/bin/chromium ] || ! ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1; then \
		sudo=; [ "$$(id -u)" = 0 ] || sudo="sudo -n"; \
		if command -v apt-get >/dev/null && { [ -z "$$sudo" ] || sudo -n true 2>/dev/null; }; then \
			echo "正在安装 chromium 与中文字体……"; \
			{ $$sudo apt-get update -qq && \
				$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
					chromium fonts-noto-cjk >/dev/null; } || echo "安装失败：浏览器测试将被跳过。" >&2; \
		else echo "没有 chromium 或中文字体，也无权安装：浏览器测试将被跳过。" >&2; fi; \
	fi

bench: setup-dev ## 速度对照表（benchmarks/）
	@$(BIN)/python -m benchmarks $(ARGS)

lock: setup-dev ## 重写 requirements/*.txt（ARGS=--upgrade 升级到最新）
	@$(LOCK) $(ARGS) pyproject.toml -o requirements/base.txt
	@$(LOCK) $(ARGS) pyproject.toml --extra dev -c requirements/base.txt -o requirements/dev.txt

clean: ## 删除缓存与测试产物（不动数据 var/ 与 .venv）
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
